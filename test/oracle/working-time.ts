import { DateTime } from 'luxon';
import type { WorkCalendar } from '../../domain/calendar.js';

/** How much of the time between two instants the office was open: local day by local day. */
export function workedBetween(from: Date, to: Date, { timeZone, workingHours, holidays }: WorkCalendar): number {
  const special = new Map(
    holidays.map((day) => (typeof day === 'string' ? [day, false] : [day.date, day.working === true])),
  );
  let sum = 0;
  for (
    let day = DateTime.fromJSDate(from, { zone: timeZone }).startOf('day');
    day.toMillis() < to.getTime();
    day = day.plus({ days: 1 })
  ) {
    if (!(special.get(day.toISODate()!) ?? workingHours.days.includes(day.weekday))) continue;
    const [opens, closes] = [at(day, workingHours.from), at(day, workingHours.to)];
    sum += Math.max(0, Math.min(closes, to.getTime()) - Math.max(opens, from.getTime()));
  }
  return sum;
}

function at(day: DateTime, time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour === 24 ? day.plus({ days: 1 }).toMillis() : day.set({ hour: hour!, minute: minute! }).toMillis();
}
