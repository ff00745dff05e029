import { DateTime } from 'luxon';

/**
 * What the clock on the wall of a zone shows, in milliseconds, as if the zone had no offset: days are counted on it without meeting summer
 * time. Asking a zone for its offset is dear, and the same hours are asked about again and again, so they are kept.
 */
export type WallTime = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const wallTime = (at: Date, timeZone: string): WallTime => at.getTime() + offsetAt(at.getTime(), timeZone);

/** When clocks in the zone show this: the first of two times, and for a time that is skipped the next one that exists. */
export function instantOf(wall: WallTime, timeZone: string): Date {
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  const [first, second] = before < after ? [before, after] : [after, before];
  if (isShown(first, wall, timeZone)) return new Date(first);
  if (isShown(second, wall, timeZone)) return new Date(second);
  return instantOf(nextMinute(wall), timeZone);
}

export const dayOf = (wall: WallTime): number => Math.floor(wall / DAY_MS);

/** The day on the wall calendar, e.g. 2026-02-28. */
export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Monday is 1. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** A local time HH:mm on a day; 24:00 is the end of it. */
export const timeOn = (day: number, time: string): WallTime => day * DAY_MS + minutesOf(time) * MINUTE_MS;

export function minutesOf(time: string): number {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

const nextMinute = (wall: WallTime): WallTime => (Math.floor(wall / MINUTE_MS) + 1) * MINUTE_MS;

const isShown = (instant: number, wall: WallTime, timeZone: string): boolean =>
  instant + offsetAt(instant, timeZone) === wall;

/** Offsets by the hour, of those hours in which a zone doesn't change its offset. */
const known = new Map<string, Map<number, number>>();
/** As many hours of one zone as eleven years have. */
const MOST_HOURS = 100_000;

function offsetAt(instant: number, timeZone: string): number {
  const hour = Math.floor(instant / HOUR_MS);
  const hours = known.get(timeZone) ?? hoursOf(timeZone);
  const there = hours.get(hour);
  if (there !== undefined) return there;
  const begins = askedOffset(hour * HOUR_MS, timeZone);
  const ends = askedOffset((hour + 1) * HOUR_MS - 1, timeZone);
  if (begins !== ends) return askedOffset(instant, timeZone);
  if (hours.size >= MOST_HOURS) hours.clear();
  hours.set(hour, begins);
  return begins;
}

function hoursOf(timeZone: string): Map<number, number> {
  const hours = new Map<number, number>();
  known.set(timeZone, hours);
  return hours;
}

function askedOffset(instant: number, timeZone: string): number {
  const local = DateTime.fromMillis(instant, { zone: timeZone });
  if (!local.isValid) throw new Error(`No local time for ${instant} in ${timeZone}: ${local.invalidExplanation}`);
  return local.offset * MINUTE_MS;
}
