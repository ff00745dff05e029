import type { WorkCalendar } from '../calendar.js';

/** The calendars of public holidays that the product ships, each a file of data/. */
export const HOLIDAY_CALENDARS = ['CN'] as const;
export type HolidayCalendar = (typeof HOLIDAY_CALENDARS)[number];

/** A day off, a make-up working day, or all days of a shipped calendar. */
export type HolidayEntry = WorkCalendar['holidays'][number] | { readonly calendar: HolidayCalendar };

export const isCalendar = (entry: HolidayEntry): entry is { readonly calendar: HolidayCalendar } =>
  typeof entry !== 'string' && 'calendar' in entry;

/** What an entry says twice must not be said: its day, or its calendar. */
export function nameOf(entry: HolidayEntry): string {
  if (typeof entry === 'string') return entry;
  return isCalendar(entry) ? entry.calendar : entry.date;
}

/** The single days, those of shipped calendars first: what the organisation says of a day itself counts more. */
export function daysOff(
  holidays: readonly HolidayEntry[],
  shipped: (calendar: HolidayCalendar) => WorkCalendar['holidays'],
): WorkCalendar['holidays'] {
  const calendars = holidays.filter(isCalendar);
  if (calendars.length === 0) return holidays as WorkCalendar['holidays'];
  const own = holidays.filter((entry) => !isCalendar(entry)) as WorkCalendar['holidays'];
  return [...calendars.flatMap(({ calendar }) => shipped(calendar)), ...own];
}
