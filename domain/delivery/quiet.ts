import { DAY_MS, dayOf, instantOf, MINUTE_MS, minutesOf, timeOn, wallTime } from '../wall-clock.js';

/** Local hours in which nothing is sent outside; they may go past midnight. The same time twice: none. */
export interface Quiet {
  readonly from: string;
  readonly to: string;
}

/** When it is no longer quiet: now, or the end of the quiet hours that it is in. */
export function quietUntil(now: Date, quiet: Quiet | null, timeZone: string): Date {
  if (quiet === null) return now;
  const wall = wallTime(now, timeZone);
  const minute = Math.floor((wall - dayOf(wall) * DAY_MS) / MINUTE_MS);
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const pastMidnight = from > to;
  const isQuiet = pastMidnight ? minute >= from || minute < to : minute >= from && minute < to;
  if (!isQuiet) return now;
  const day = dayOf(wall) + (pastMidnight && minute >= from ? 1 : 0);
  return instantOf(timeOn(day, quiet.to), timeZone);
}

const HALF_HOUR_MS = 30 * MINUTE_MS;
/** Everybody's timers ring at full and half hours, and providers ask to keep away from these. */
const BUSY_MS = 15_000;
const SPREAD_MS = 45_000;

/** The same time, or a little later where it is a full or half hour. `chance` is 0 to 1. */
export function offTheHour(at: Date, chance: number): Date {
  const past = at.getTime() % HALF_HOUR_MS;
  return past >= BUSY_MS ? at : new Date(at.getTime() - past + BUSY_MS + Math.floor(SPREAD_MS * chance));
}
