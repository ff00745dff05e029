import type { ConditionCode } from '../playbook/conditions.js';
import type { CalendarKind, IdleSince } from '../playbook/playbook.js';

export const POOL_EXEMPTIONS = ['WON_WITH_OPEN_PAYMENTS', 'PROTECTED'] as const;
/** Who is never taken back, however silent. */
export type PoolExemption = (typeof POOL_EXEMPTIONS)[number];

export const COOL_DOWN_FOR = ['LAST_OWNER', 'ANY_EARLIER_OWNER'] as const;
export type CoolDownFor = (typeof COOL_DOWN_FOR)[number];

/** One way to lose a customer by silence: everything in it has to hold together. */
export interface ReclaimRule {
  /** ISO span, in the pool's calendar. */
  readonly idleFor: string;
  readonly since: IdleSince;
  /** Codes of stages; left out: every stage that isn't an end. */
  readonly stages?: readonly string[];
  /** Conditions that all have to hold. */
  readonly when?: readonly ConditionCode[];
  /** Conditions of which none may hold. */
  readonly unless?: readonly ConditionCode[];
  /** The organisation's own fields by their code: each has to hold one of the values. */
  readonly customFields?: Readonly<Record<string, readonly (string | number | boolean)[]>>;
}

/** What holds in a pool, and for the owned customers that would come back to it. Spans are ISO spans. */
export interface PoolRules {
  /** The first of them to come true takes the customer back. */
  readonly reclaim: readonly ReclaimRule[];
  /** Nobody keeps an open customer longer than this, worked on or not; null: no limit. */
  readonly longestHold: string | null;
  /** How long before it is taken back the owner is warned, by the clock. */
  readonly warnBefore: readonly string[];
  readonly exempt: readonly PoolExemption[];
  /** Claims of one person in one local day of the organisation; null: no limit. */
  readonly dailyClaimLimit: number | null;
  /** Open customers that one person may hold and still claim; null: no limit. */
  readonly holdingCap: number | null;
  /** Codes of stages whose customers don't count towards the cap. */
  readonly holdingCapExcludes: readonly string[];
  /** For how long a former owner may not claim it again. */
  readonly coolDown: string;
  readonly coolDownFor: CoolDownFor;
  /** For how long nobody may claim what has just come in. */
  readonly embargo: string;
  /** From a claim until the first contact is due, by the clock; null: none is asked for. */
  readonly firstContactWithin: string | null;
  /** Contact details are hidden until somebody claims. */
  readonly maskContacts: boolean;
  /** What the spans of `reclaim` and `longestHold` count. */
  readonly calendar: CalendarKind;
  /** So many first contacts missed within a span keep somebody from claiming for another; null: never. */
  readonly suspension: { readonly missesWithin: string; readonly misses: number; readonly for: string } | null;
  /** Where a customer goes whom nobody claims for so long; null: it stays. */
  readonly unclaimed: { readonly for: string; readonly then: 'DORMANT' } | null;
}

/** A pool's own rules, completed by what the product ships. */
export function poolRules(own: unknown, shipped: PoolRules): PoolRules {
  return { ...shipped, ...(own as Partial<PoolRules>) };
}
