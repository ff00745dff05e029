import { dueAfter, type WorkCalendar } from '../../domain/calendar.js';
import { DAY_MS, HOUR_MS, MINUTE_MS, dayOf, instantOf, wallTime } from '../../domain/wall-clock.js';
import type { ContactRecord } from '../../domain/follow-up/complete.js';
import type { Channel } from '../../domain/follow-up/follow-up.js';
import type { Playbook } from '../../domain/playbook/playbook.js';
import type { Chances } from './chances.js';
import type { Life } from './life.js';
import { refused, said, unanswered } from './words.js';

/** Something that somebody will do, unless a timer changes how things stand before. */
export interface Intention {
  readonly at: Date;
  act(): void;
}

/** How often people write to the company at each hour of the day. */
const ARRIVALS_BY_HOUR = [
  2, 1, 1, 0, 0, 1, 2, 5, 14, 26, 30, 26, 12, 18, 26, 28, 24, 18, 12, 12, 14, 12, 8, 4,
] as const;
const HOURS = ARRIVALS_BY_HOUR.map((weight, hour) => [hour, weight] as const);

/** A moment on a day, at an hour at which people write; more of them on working days. */
export function writingTime(calendar: WorkCalendar, on: Date, chances: Chances): Date {
  const about = chances.in(0.6) ? dueAfter(on, 'PT1M', 'WORKING', calendar) : on;
  const day = dayOf(wallTime(about, calendar.timeZone));
  const ms = chances.weighted(HOURS) * HOUR_MS + chances.between(0, HOUR_MS);
  return instantOf(day * DAY_MS + Math.round(ms), calendar.timeZone);
}

const SOON = Array.from({ length: 50 }, (_, minutes) => `PT${minutes + 1}M`);
const LUNCH_HOUR = 12;

/** The first moment from a time on at which people are at their desks; some work whenever it is. */
export function atWork({ crew: { calendar }, chances, now }: Life, wanted: Date): Date {
  const at = wanted > now ? wanted : now;
  if (chances.in(0.05)) return at;
  const soon = dueAfter(at, chances.pick(SOON), 'WORKING', calendar);
  const isLunch = new Date(wallTime(soon, calendar.timeZone)).getUTCHours() === LUNCH_HOUR;
  const late = isLunch && chances.in(0.7) ? chances.between(HOUR_MS, 2 * HOUR_MS) : 0;
  return new Date(soon.getTime() + late + chances.between(0, MINUTE_MS));
}

export const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** When somebody does what is due at a time: mostly before, else late, or not before something makes them. */
export function whenDone(life: Life, dueAt: Date, userId: string): Date {
  const { chances } = life;
  if (chances.in(life.crew.diligenceOf(userId))) {
    const early = atWork(life, after(dueAt, -chances.about(5 * HOUR_MS)));
    return early < dueAt ? early : after(dueAt, -chances.between(0, Math.max(0, dueAt.getTime() - life.now.getTime())));
  }
  const late = chances.in(0.6) ? chances.about(9 * HOUR_MS) : chances.between(2, 14) * DAY_MS;
  return atWork(life, after(dueAt, late));
}

const BY_PHONE: readonly (readonly [Channel, number])[] = [
  ['PHONE', 50],
  ['WECHAT', 28],
  ['VISIT', 9],
  ['EMAIL', 6],
  ['MEETING', 5],
  ['OTHER', 2],
];

const MINUTES: Partial<Record<Channel, readonly [number, number]>> = {
  PHONE: [1, 18],
  VISIT: [30, 120],
  MEETING: [30, 90],
};

/** What somebody tells of a contact, without what comes of it. */
export function contact(
  life: Life,
): ContactRecord & { readonly outcome: 'REACHED' | 'NO_ANSWER' | 'REFUSED' | 'WRONG_NUMBER' } {
  const { chances } = life;
  const channel = chances.weighted(BY_PHONE);
  const isByVoice = channel === 'PHONE';
  const outcome = chances.weighted([
    ['REACHED', 75],
    ['NO_ANSWER', isByVoice ? 24 : 6],
    ['REFUSED', 4],
    ['WRONG_NUMBER', isByVoice ? 1 : 0],
  ] as const);
  const span = MINUTES[channel];
  const isTold = outcome === 'REACHED' && span !== undefined && chances.in(0.85);
  return {
    channel,
    outcome,
    note: outcome === 'REACHED' ? said(chances) : outcome === 'REFUSED' ? refused(chances) : unanswered(chances),
    goalMet: outcome === 'REACHED' && chances.in(0.55),
    durationMinutes: isTold ? chances.whole(...span) : null,
    occurredAt: toldAfter(life),
  };
}

/** Most contacts are told at once, some in the evening or a day too late. */
function toldAfter({ chances, now, book }: Life): Date {
  const since = book.customer?.createdAt ?? book.lead!.receivedAt;
  const ago = chances.in(0.82)
    ? chances.about(4 * MINUTE_MS)
    : chances.in(0.8)
      ? chances.about(3 * HOUR_MS)
      : chances.between(20, 40) * HOUR_MS;
  const at = after(now, -ago);
  return at > since ? at : now;
}

/** When they agreed to talk again, and what for. */
export function nextPlan(life: Life, { definition }: Playbook, days: number) {
  const { chances, now } = life;
  const dueAt = atWork(life, after(now, 2 * HOUR_MS + chances.about(days * DAY_MS)));
  const purposes = definition.purposes ?? [];
  return purposes.length > 0 ? { dueAt, purposeCode: chances.pick(purposes).code } : { dueAt, purpose: '继续跟进' };
}
