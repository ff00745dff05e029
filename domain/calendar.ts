import { DateTime, Duration } from 'luxon';
import type { CalendarKind } from './playbook/playbook.js';

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
const SPAN = /^P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?$/;

/**
 * When a span that began at `from` is over: by the clock, or counting only working days and working hours.
 * The date part moves first and keeps the local time of day; the time part is then counted exactly.
 */
export function dueAfter(from: Date, span: string, kind: CalendarKind, calendar: WorkCalendar): Date {
  if (!isSpan(span)) throw new Error(`Not a span of time: ${span}`);
  const { years, months, weeks, days, ...time } = Duration.fromISO(span).toObject();
  const date = { years: years ?? 0, months: months ?? 0, days: 7 * (weeks ?? 0) + (days ?? 0) };
  const dayReached = afterDays(from, date, kind, calendar);
  const timeLeft = Duration.fromObject(time).toMillis();
  if (timeLeft === 0) return dayReached;
  return kind === 'CLOCK'
    ? new Date(dayReached.getTime() + timeLeft)
    : afterWorkingTime(dayReached, timeLeft, calendar);
}

/** Whether a text is a span of time: an ISO-8601 duration, not negative, at most a hundred years. */
export function isSpan(text: string): boolean {
  return text.length <= 64 && SPAN.test(text) && Duration.fromISO(text).as('days') <= LONGEST_SPAN_DAYS;
}

/** How long a span is, in milliseconds: a day counts 24 hours, a month 30 days. */
export function spanLength(span: string): number {
  return Duration.fromISO(span).toMillis();
}

/** Whether one span is over no later than another that begins with it; in working time, days and hours don't compare. */
export function neverEndsAfter(span: string, other: string, kind: CalendarKind): boolean {
  if (kind === 'CLOCK') return spanLength(span) <= spanLength(other);
  const [days, hours] = datesAndTimes(span);
  const [otherDays, otherHours] = datesAndTimes(other);
  return days <= otherDays && hours <= otherHours;
}

/** The day on the organisation's wall calendar, e.g. 2026-02-28. */
export function localDay(at: Date, timeZone: string): string {
  return dayOf(wallClock(at, timeZone));
}

/** The instant at which the local day is over and the next one begins. */
export function endOfLocalDay(at: Date, timeZone: string): Date {
  return instantOf(wallClock(at, timeZone).startOf('day').plus({ days: 1 }), timeZone);
}

/** A local time on the n-th day, where day 1 is the day of `base`. */
export function atLocalTime(base: Date, dayNumber: number, time: string, timeZone: string): Date {
  return instantOf(timeOn(wallClock(base, timeZone).plus({ days: dayNumber - 1 }), time), timeZone);
}

function datesAndTimes(span: string): readonly [dates: number, times: number] {
  const [dates = '', times = ''] = span.split('T');
  return [dates === 'P' ? 0 : spanLength(dates), times === '' ? 0 : spanLength(`PT${times}`)];
}

interface DatePart {
  readonly years: number;
  readonly months: number;
  readonly days: number;
}

function afterDays(from: Date, { years, months, days }: DatePart, kind: CalendarKind, calendar: WorkCalendar): Date {
  if (years + months + days === 0) return from;
  const moved = wallClock(from, calendar.timeZone).plus({ years, months });
  const wall = kind === 'CLOCK' ? moved.plus({ days }) : afterWorkingDays(moved, days, calendar);
  return instantOf(wall, calendar.timeZone);
}

/** The n-th working day after a day; for none, that day itself or the next working one. */
function afterWorkingDays(day: DateTime, count: number, calendar: WorkCalendar): DateTime {
  const isWorking = workingDays(calendar);
  let reached = count === 0 ? firstWorkingDay(day, isWorking) : day;
  for (let counted = 0; counted < count; counted += 1) reached = firstWorkingDay(reached.plus({ days: 1 }), isWorking);
  return reached;
}

function afterWorkingTime(from: Date, duration: number, calendar: WorkCalendar): Date {
  const { timeZone, workingHours } = calendar;
  const isWorking = workingDays(calendar);
  let left = duration;
  let day = firstWorkingDay(wallClock(from, timeZone), isWorking);
  for (;;) {
    const opens = Math.max(from.getTime(), instantOf(timeOn(day, workingHours.from), timeZone).getTime());
    const open = instantOf(timeOn(day, workingHours.to), timeZone).getTime() - opens;
    if (open > 0 && left <= open) return new Date(opens + left);
    left -= Math.max(open, 0);
    day = firstWorkingDay(day.plus({ days: 1 }), isWorking);
  }
}

type WorkingDayTest = (day: DateTime) => boolean;

function workingDays({ workingHours, holidays }: WorkCalendar): WorkingDayTest {
  const { days, from, to } = workingHours;
  if (!(minutesOf(from) < minutesOf(to))) throw new Error(`No working hours from ${from} to ${to}`);
  const exceptions = new Map(holidays.map(dayAndWorking));
  return (day) => exceptions.get(dayOf(day)) ?? days.includes(day.weekday);
}

function dayAndWorking(entry: WorkCalendar['holidays'][number]): [day: string, working: boolean] {
  return typeof entry === 'string' ? [entry, false] : [entry.date, entry.working === true];
}

function firstWorkingDay(from: DateTime, isWorking: WorkingDayTest): DateTime {
  for (let ahead = 0; ahead <= LONGEST_CLOSURE_DAYS; ahead += 1) {
    const day = from.plus({ days: ahead });
    if (isWorking(day)) return day;
  }
  throw new Error(`The working calendar has no working day within ${LONGEST_CLOSURE_DAYS} days of ${dayOf(from)}`);
}

const dayOf = (wall: DateTime): string => wall.toFormat('yyyy-MM-dd');

/** What the clock on the wall shows, kept in UTC so that counting days meets no summer time. */
function wallClock(at: Date, timeZone: string): DateTime {
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  if (!local.isValid) throw new Error(`No local time for ${String(at)} in ${timeZone}: ${local.invalidExplanation}`);
  return local.setZone('utc', { keepLocalTime: true });
}

function timeOn(day: DateTime, time: string): DateTime {
  return day.startOf('day').plus({ minutes: minutesOf(time) });
}

function minutesOf(time: string): number {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

/** When clocks in the zone show this: the first of two times, and for a time that is skipped the next one that exists. */
function instantOf(wall: DateTime, timeZone: string): Date {
  const local = wall.setZone(timeZone, { keepLocalTime: true });
  const isShown = local.setZone('utc', { keepLocalTime: true }).toMillis() === wall.toMillis();
  if (!isShown) return instantOf(wall.startOf('minute').plus({ minutes: 1 }), timeZone);
  const [first = local] = local.getPossibleOffsets();
  return first.toJSDate();
}
