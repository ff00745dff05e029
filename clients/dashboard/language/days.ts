const DAY_MS = 86_400_000;

/** The day, such as 2026-11-26, that it is in a time zone. */
export const dayAt = (instant: Date, timeZone: string): string => wallClock(instant, timeZone).slice(0, 10);

/** So many days later. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The first day of the month that is so many months later. */
export function monthAfter(day: string, months: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months)).toISOString().slice(0, 10);
}

/** The instant at which a day begins in a time zone. */
export function startOfDayIn(day: string, timeZone: string): Date {
  const asIfUtc = Date.parse(day);
  const ahead = (instant: number) => Date.parse(`${wallClock(new Date(instant), timeZone)}Z`) - instant;
  // The first guess may lie on the other side of a change of the clocks.
  return new Date(asIfUtc - ahead(asIfUtc - ahead(asIfUtc)));
}

/** What the clocks there show, such as 2026-11-26T09:30:00. */
const wallClock = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    .format(instant)
    .replace(' ', 'T');
