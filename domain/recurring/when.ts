import { DateTime } from 'luxon';
import { atLocalTime, localDay } from '../calendar.js';

/** The day or month of something that recurs, and the instants between which it lies. */
export interface Period {
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
}

/** Today, once it is this late where the organisation is. What was missed is caught up on as long as the day lasts. */
export function dayBegun(now: Date, time: string, timeZone: string): Period | null {
  if (now < atLocalTime(now, 1, time, timeZone)) return null;
  return {
    name: localDay(now, timeZone),
    from: atLocalTime(now, 1, '00:00', timeZone),
    to: atLocalTime(now, 2, '00:00', timeZone),
  };
}

/**
 * The month to be reviewed next: the one after the last that was, once it is over and it is this late on the first day of the next. Where none was
 * yet, the month before this one.
 */
export function monthToReview(now: Date, time: string, timeZone: string, reviewed: string | null): Period | null {
  const begun = DateTime.fromJSDate(now, { zone: timeZone }).startOf('month');
  const isTime = now >= atLocalTime(begun.toJSDate(), 1, time, timeZone);
  const latest = begun.minus({ months: isTime ? 1 : 2 });
  if (reviewed === null) return isTime ? monthFrom(latest) : null;
  const next = DateTime.fromFormat(reviewed, 'yyyy-MM', { zone: timeZone }).plus({ months: 1 });
  return next <= latest ? monthFrom(next) : null;
}

const monthFrom = (first: DateTime): Period => ({
  name: first.toFormat('yyyy-MM'),
  from: first.toJSDate(),
  to: first.plus({ months: 1 }).toJSDate(),
});
