import { DateTime, Duration } from 'luxon';
import type { CalendarKind } from './playbook/playbook.js';
import {
  DAY_MS,
  dayOf,
  instantOf,
  isoDay,
  minutesOf,
  timeOn,
  wallTime,
  weekdayOf,
  type WallTime,
} from './wall-clock.js';

/** An organisation's time zone, opening hours and days off, by which rules in working time count. */
export interface WorkCalendar {
  readonly timeZone: string;
  /** Weekdays count from Monday = 1; times are local, HH:mm, and 24:00 may close. */
  readonly workingHours: { readonly days: readonly number[]; readonly from: string; readonly to: string };
  /** Local days YYYY-MM-DD that are off, or make-up working days where `working` is true. */
  readonly holidays: readonly (
    string | { readonly date: string; readonly working?: boolean; readonly label?: unknown }
  )[];
}

/** No closure is longer than this; a calendar that stays shut for more has no working day at all. */
const LONGEST_CLOSURE_DAYS = 366;
/** Longer spans are typing errors, and they could leave the range of dates. */
const LONGEST_SPAN_DAYS = 36_525;
const LONGEST_TEXT = 64;
const SPAN = /^P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/;

/**
 * When a span that began at `from` is over: by the clock, or counting only working days and working hours.
 * The date part moves first and keeps the local time of day; the time part is then counted exactly.
 */
export function dueAfter(from: Date, span: string, kind: CalendarKind, calendar: WorkCalendar): Date {
  const parts = partsOf(span);
  if (!parts) throw new Error(`Not a span of time: ${span}`);
  const dayReached = afterDays(from, parts, kind, calendar);
  if (parts.time === 0) return dayReached;
  return kind === 'CLOCK'
    ? new Date(dayReached.getTime() + parts.time)
    : afterWorkingTime(dayReached, parts.time, calendar);
}

/** As long after an instant as one is after another, by the clock or in working time. */
export function asLongAfter(
  from: Date,
  [since, until]: readonly [since: Date, until: Date],
  kind: CalendarKind,
  calendar: WorkCalendar,
): Date {
  if (kind === 'CLOCK') return new Date(from.getTime() + until.getTime() - since.getTime());
  const open = workingTimeBetween(since, until, calendar);
  return open === 0 ? from : afterWorkingTime(from, open, calendar);
}

/** Whether a text is a span of time: an ISO-8601 duration, not negative, at most a hundred years. */
export const isSpan = (text: string): boolean => partsOf(text) !== null;

/** How long a span is, in milliseconds: a day counts 24 hours, a month 30 days. */
export const spanLength = (span: string): number => partsOf(span)?.length ?? Duration.fromISO(span).toMillis();

/** Whether one span is over no later than another that begins with it; in working time, days and hours don't compare. */
export function neverEndsAfter(span: string, other: string, kind: CalendarKind): boolean {
  if (kind === 'CLOCK') return spanLength(span) <= spanLength(other);
  const [days, hours] = datesAndTimes(span);
  const [otherDays, otherHours] = datesAndTimes(other);
  return days <= otherDays && hours <= otherHours;
}

/** The day on the organisation's wall calendar, e.g. 2026-02-28. */
export const localDay = (at: Date, timeZone: string): string => isoDay(dayOf(wallTime(at, timeZone)));

/** The instant at which the local day is over and the next one begins. */
export const endOfLocalDay = (at: Date, timeZone: string): Date =>
  instantOf((dayOf(wallTime(at, timeZone)) + 1) * DAY_MS, timeZone);

/** A local time on the n-th day, where day 1 is the day of `base`. */
export const atLocalTime = (base: Date, dayNumber: number, time: string, timeZone: string): Date =>
  instantOf(timeOn(dayOf(wallTime(base, timeZone)) + dayNumber - 1, time), timeZone);

/** The working hours of a stretch of local days, one entry for each day: when they open and close, and how long was open on the days before. Milliseconds. */
export interface WorkingDays {
  readonly opens: readonly number[];
  readonly lengths: readonly number[];
  readonly before: readonly number[];
}

export function workingDays(calendar: WorkCalendar, from: Date, to: Date): WorkingDays {
  const { isWorking, hoursOn } = officeOf(calendar);
  const first = dayOf(wallTime(from, calendar.timeZone));
  const last = dayOf(wallTime(to, calendar.timeZone));
  const days = Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => first + index);
  const opens = days.map((day) => hoursOn(day).opensAt);
  const lengths = days.map((day) => (isWorking(day) ? hoursOn(day).closesAt - hoursOn(day).opensAt : 0));
  let sum = 0;
  const before = lengths.map((length) => (sum += length) - length);
  return { opens, lengths, before };
}

function datesAndTimes(span: string): readonly [dates: number, times: number] {
  const [dates = '', times = ''] = span.split('T');
  return [dates === 'P' ? 0 : spanLength(dates), times === '' ? 0 : spanLength(`PT${times}`)];
}

/** A span taken apart; its time and its whole length in milliseconds. */
interface SpanParts {
  readonly months: number;
  readonly days: number;
  readonly time: number;
  readonly length: number;
}

/** Spans come from playbooks and settings: the same few are asked about again and again. */
const known = new Map<string, SpanParts | null>();
const MOST_KNOWN = 10_000;

/** Null where it is none. */
function partsOf(text: string): SpanParts | null {
  const there = known.get(text);
  if (there !== undefined) return there;
  const parts = takenApart(text);
  if (known.size >= MOST_KNOWN) known.clear();
  if (text.length <= LONGEST_TEXT) known.set(text, parts);
  return parts;
}

function takenApart(text: string): SpanParts | null {
  if (text.length > LONGEST_TEXT || !SPAN.test(text)) return null;
  const span = Duration.fromISO(text);
  if (!(span.as('days') <= LONGEST_SPAN_DAYS)) return null;
  const { years = 0, months = 0, weeks = 0, days = 0, ...time } = span.toObject();
  return {
    months: 12 * years + months,
    days: 7 * weeks + days,
    time: Duration.fromObject(time).toMillis(),
    length: span.toMillis(),
  };
}

function afterDays(from: Date, { months, days }: SpanParts, kind: CalendarKind, calendar: WorkCalendar): Date {
  if (months + days === 0) return from;
  const moved = afterMonths(wallTime(from, calendar.timeZone), months);
  const wall = kind === 'CLOCK' ? moved + days * DAY_MS : afterWorkingDays(moved, days, calendar);
  return instantOf(wall, calendar.timeZone);
}

/** The last day of a month that is too short. */
const afterMonths = (wall: WallTime, months: number): WallTime =>
  months === 0 ? wall : DateTime.fromMillis(wall, { zone: 'utc' }).plus({ months }).toMillis();

/** The n-th working day after a day; for none, that day itself or the next working one. */
function afterWorkingDays(wall: WallTime, count: number, calendar: WorkCalendar): WallTime {
  const { isWorking } = officeOf(calendar);
  const day = dayOf(wall);
  let reached = count === 0 ? firstWorkingDay(day, isWorking) : day;
  for (let counted = 0; counted < count; counted += 1) reached = firstWorkingDay(reached + 1, isWorking);
  return wall + (reached - day) * DAY_MS;
}

function afterWorkingTime(from: Date, duration: number, calendar: WorkCalendar): Date {
  const { isWorking, hoursOn } = officeOf(calendar);
  let left = duration;
  let day = firstWorkingDay(dayOf(wallTime(from, calendar.timeZone)), isWorking);
  for (;;) {
    const { opensAt, closesAt } = hoursOn(day);
    const opens = Math.max(from.getTime(), opensAt);
    const open = closesAt - opens;
    if (open > 0 && left <= open) return new Date(opens + left);
    left -= Math.max(open, 0);
    day = firstWorkingDay(day + 1, isWorking);
  }
}

/** How long was open in between, in milliseconds. */
function workingTimeBetween(since: Date, until: Date, calendar: WorkCalendar): number {
  const { isWorking, hoursOn } = officeOf(calendar);
  const last = dayOf(wallTime(until, calendar.timeZone));
  let open = 0;
  for (let day = dayOf(wallTime(since, calendar.timeZone)); day <= last; day += 1) {
    if (!isWorking(day)) continue;
    const { opensAt, closesAt } = hoursOn(day);
    open += Math.max(0, Math.min(closesAt, until.getTime()) - Math.max(opensAt, since.getTime()));
  }
  return open;
}

interface SingleDay {
  readonly date: string;
  readonly working: boolean;
  readonly label: unknown;
}

/** What a calendar says of single days, one by one and in order; where it says two things of a day, the later counts. */
export function singleDays(holidays: WorkCalendar['holidays']): readonly SingleDay[] {
  const days = holidays.map((entry) =>
    typeof entry === 'string'
      ? { date: entry, working: false, label: null }
      : { date: entry.date, working: entry.working === true, label: entry.label ?? null },
  );
  return [...new Map(days.map((day) => [day.date, day])).values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

type WorkingDayTest = (day: number) => boolean;

/** A calendar as it is asked about: its days, and when the office is open on them. */
interface Office {
  readonly isWorking: WorkingDayTest;
  readonly hoursOn: (day: number) => OpenHours;
}

interface OpenHours {
  readonly opensAt: number;
  readonly closesAt: number;
}

const offices = new WeakMap<WorkCalendar, Office>();

function officeOf(calendar: WorkCalendar): Office {
  const there = offices.get(calendar) ?? officeFor(calendar);
  offices.set(calendar, there);
  return there;
}

function officeFor({ timeZone, workingHours, holidays }: WorkCalendar): Office {
  const { days, from, to } = workingHours;
  if (!(minutesOf(from) < minutesOf(to))) throw new Error(`No working hours from ${from} to ${to}`);
  const exceptions = new Map(singleDays(holidays).map(({ date, working }) => [dayOf(Date.parse(date)), working]));
  const hours = new Map<number, OpenHours>();
  const hoursFor = (day: number): OpenHours => ({
    opensAt: instantOf(timeOn(day, from), timeZone).getTime(),
    closesAt: instantOf(timeOn(day, to), timeZone).getTime(),
  });
  return {
    isWorking: (day) => exceptions.get(day) ?? days.includes(weekdayOf(day)),
    hoursOn: (day) => {
      const there = hours.get(day) ?? hoursFor(day);
      hours.set(day, there);
      return there;
    },
  };
}

function firstWorkingDay(from: number, isWorking: WorkingDayTest): number {
  for (let day = from; day <= from + LONGEST_CLOSURE_DAYS; day += 1) if (isWorking(day)) return day;
  throw new Error(`The working calendar has no working day within ${LONGEST_CLOSURE_DAYS} days of ${isoDay(from)}`);
}
