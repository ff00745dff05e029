import { dueAfter, endOfLocalDay, type WorkCalendar } from '../calendar.js';
import type { PoolRules } from './rules.js';

/** What counts for and against somebody who claims. */
export interface ClaimRecord {
  /** On the organisation's local day of now, from all pools. */
  readonly claimedToday: number;
  /** Open customers they hold, without those in stages that the pool leaves out. */
  readonly held: number;
  /** When they missed a first contact after a claim, oldest first, as far back as the pool looks. */
  readonly misses: readonly Date[];
  /** When they last lost this very customer, where the pool makes them wait for it; null: never, or it doesn't. */
  readonly gaveUpAt: Date | null;
}

/** What somebody may still claim from a pool. */
export interface Quota {
  /** Null: no limit. */
  readonly dailyLimit: number | null;
  readonly claimedToday: number;
  readonly holdingCap: number | null;
  readonly held: number;
  /** When the local day is over. */
  readonly resetsAt: Date;
  /** Null: not suspended. */
  readonly suspendedUntil: Date | null;
}

/** Each missed first contact takes one off the daily limit while the pool remembers it, down to one; several suspend. */
export function quotaOf(
  rules: PoolRules,
  { claimedToday, held, misses }: Omit<ClaimRecord, 'gaveUpAt'>,
  now: Date,
  calendar: WorkCalendar,
): Quota {
  return {
    dailyLimit: lowered(rules, misses, now, calendar),
    claimedToday,
    holdingCap: rules.holdingCap,
    held,
    resetsAt: endOfLocalDay(now, calendar.timeZone),
    suspendedUntil: suspendedUntil(rules, misses, now, calendar),
  };
}

function lowered(rules: PoolRules, misses: readonly Date[], now: Date, calendar: WorkCalendar): number | null {
  const { dailyClaimLimit: limit, suspension } = rules;
  if (limit === null || suspension === null || limit === 0) return limit;
  const remembered = misses.filter((miss) => dueAfter(miss, suspension.missesWithin, 'CLOCK', calendar) > now).length;
  return Math.max(1, limit - remembered);
}

/** From the latest miss on that was one too many within the span. */
function suspendedUntil(
  { suspension }: PoolRules,
  misses: readonly Date[],
  now: Date,
  calendar: WorkCalendar,
): Date | null {
  if (suspension === null) return null;
  const tooMany = misses.filter((miss, index) => {
    const first = misses[index + 1 - suspension.misses];
    return first !== undefined && dueAfter(first, suspension.missesWithin, 'CLOCK', calendar) > miss;
  });
  const latest = tooMany.at(-1);
  const until = latest && dueAfter(latest, suspension.for, 'CLOCK', calendar);
  return until && until > now ? until : null;
}
