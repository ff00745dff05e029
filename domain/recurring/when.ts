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

/** The month before this one, once it is this late on the first day of this one; it is caught up on as long as this one lasts. */
export function monthOver(now: Date, time: string, timeZone: string): Period | null {
  const first = DateTime.fromJSDate(now, { zone: timeZone }).startOf('month');
  if (now < atLocalTime(first.toJSDate(), 1, time, timeZone)) return null;
  const before = first.minus({ months: 1 });
  return { name: before.toFormat('yyyy-MM'), from: before.toJSDate(), to: first.toJSDate() };
}
