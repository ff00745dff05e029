import { pendingApproval } from '../approval/approval.js';
import { keptAt } from '../approval/objection.js';
import { dueAfter, spanLength } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import { latest } from '../latest.js';
import { message, span, type Message, type Param } from '../message.js';
import { calendarOf, stageOf, type CalendarKind, type IdleRule, type IdleSince } from '../playbook/playbook.js';
import { conditionHolds } from '../playbook/conditions.js';
import { protectedUntil } from '../pool/exemptions.js';
import type { Pool } from '../pool/pool.js';
import { isKept, poolOfOwner, reclaimRulesOf } from '../pool/reclaim.js';
import { byRule } from './deadline.js';
import { heldUntil, toldLateUntil } from './hold.js';
import { allStops, approvalStops, withStops } from './stops.js';

/** A rule about silence as it stands for one customer. */
export interface Clock {
  readonly kind: 'STAGE_IDLE' | 'POOL_RECLAIM';
  /** As history and timers name it, e.g. `stages.QUOTED.idle.0`. */
  readonly rule: string;
  /** When it began. */
  readonly since: Date;
  /** When it acts if nothing happens from now on. */
  readonly dueAt: Date;
  /** The same had its owner been warned in time: what the warnings come ahead of. */
  readonly plannedAt: Date;
  readonly because: Message;
  /** What its owner is told ahead of it; null: it doesn't take the customer away, or something holds it back. */
  readonly warning: Message | null;
  /** Whether the owner has been warned since the clock began, where that is called for: before, it doesn't act. */
  readonly isWarned: boolean;
  readonly escalates: boolean;
}

/** A clock that takes the customer from its owner. */
export interface Takeaway extends Clock {
  readonly warning: Message;
}

interface Running extends Omit<Clock, 'isWarned' | 'plannedAt'> {
  readonly canBeHeld: boolean;
}

/** The idle rules of an owned customer's stage and the reclaim rules of its pool, each with its time; while a request is pending no clock runs. */
export function clocksOf(file: CustomerFile): readonly Clock[] {
  const lateUntil = toldLateUntil(file);
  const clocks = held(running(file), heldUntil(file)).map((clock) => inFairness(file, clock));
  return clocks.map((clock) => (clock.escalates ? { ...clock, dueAt: latest([clock.dueAt, lateUntil]) } : clock));
}

/** The same as if nothing had been agreed with the customer. */
export function clocksWithoutHold(file: CustomerFile): readonly Clock[] {
  return running(file).map((clock) => inFairness(file, clock));
}

/** What takes the customer from its owner, if nothing happens from now on: whichever comes first. */
export const takeaways = (file: CustomerFile, clocks = clocksOf(file)): readonly Takeaway[] =>
  clocks.filter(isTakeaway);

/** The one that acts first. */
export const firstTakeaway = (file: CustomerFile, clocks = clocksOf(file)): Takeaway | null =>
  takeaways(file, clocks).reduce<Takeaway | null>(
    (earliest, one) => (earliest && earliest.dueAt <= one.dueAt ? earliest : one),
    null,
  );

const isTakeaway = (clock: Clock): clock is Takeaway => clock.warning !== null;

/** Where an idle rule stands in the playbook, as history and timers name it. */
export const idleRuleName = (stage: string, index: number): string => `stages.${stage}.idle.${index}`;

function running(file: CustomerFile): readonly Running[] {
  if (file.customer.ownerId === null || pendingApproval(file)) return [];
  const { idle = [] } = stageOf(file.playbook, file.customer.stage);
  const pool = poolOfOwner(file);
  const ofStage = idle.map((rule, index) => idleClock(file, rule, index, pool));
  return [...ofStage.filter((clock) => clock !== null), ...reclaimClocks(file, pool)];
}

/** How long the owner has, from the last warning on, before silence takes the customer away; null: nobody is warned. */
export function leadOf(file: CustomerFile): string | null {
  const { warnBefore = [] } = poolOfOwner(file)?.rules ?? {};
  return warnBefore.reduce<string | null>(
    (shortest, one) => (shortest !== null && spanLength(shortest) <= spanLength(one) ? shortest : one),
    null,
  );
}

/** Nobody loses a customer while they are on leave, nor before they were warned and had the warning's time, in which we were up, to do something. */
function inFairness(file: CustomerFile, clock: Running): Clock {
  const { dueAt, warning } = clock;
  if (warning === null) return { ...clock, plannedAt: dueAt, isWarned: true };
  const { customer, people, calendar, warnedAt } = file;
  const lead = leadOf(file);
  const freedAt = customer.protected ? null : customer.protectedUntil;
  const since = (at: Date | null, began = clock.since): Date | null => (at !== null && at >= began ? at : null);
  const react = (from: Date | null) => (from && lead !== null ? dueAfter(from, lead, 'CLOCK', calendar) : from);
  const back = since(people.find(({ id }) => id === customer.ownerId)?.onLeaveUntil ?? null);
  const plannedAt = latest([dueAt, react(back)]);
  const warned = since(warnedAt, latest([clock.since, freedAt]));
  const heard = warned && withStops(allStops(file), warned, react(warned)!);
  return { ...clock, plannedAt, dueAt: latest([plannedAt, heard]), isWarned: lead === null || warned !== null };
}

/** Held, they act in the order in which their turn would have come. */
function held(clocks: readonly Running[], until: Date | null): readonly Running[] {
  if (until === null) return clocks;
  const waiting = clocks.filter(({ canBeHeld, dueAt }) => canBeHeld && dueAt < until).sort(byTurn);
  return clocks.map((clock) => {
    const place = waiting.indexOf(clock);
    return place < 0 ? clock : { ...clock, dueAt: new Date(until.getTime() + place) };
  });
}

const byTurn = (a: Running, b: Running): number => a.dueAt.getTime() - b.dueAt.getTime() || byRule(a, b);

/** The latest of what the rule names, stage entry, the owner's beginning, and a superior's word that they keep it. */
function beginningOf(file: CustomerFile, since: IdleSince): Date {
  const { lastActivityAt, lastInteractionAt, stageEnteredAt, ownedSince } = file.customer;
  const named = {
    LAST_ACTIVITY: lastActivityAt,
    LAST_INTERACTION: lastInteractionAt,
    LAST_STAGE_CHANGE: stageEnteredAt,
    CLAIM: ownedSince,
  }[since];
  return latest([named, stageEnteredAt, ownedSince, keptAt(file)]);
}

/** The longest hold counts from the owner's beginning, or from a superior's word that they keep it. */
const holdingSince = (file: CustomerFile): Date =>
  latest([file.customer.ownedSince ?? file.customer.createdAt, keptAt(file)]);

/** A span later, without the time that a request was pending. */
const spanAfter = (file: CustomerFile, from: Date, span: string, calendar: CalendarKind): Date =>
  withStops(approvalStops(file), from, dueAfter(from, span, calendar, file.calendar));

/** Null where the rule would take away a customer that the pool's rules leave to its owner. */
function idleClock(file: CustomerFile, rule: IdleRule, index: number, pool: Pool | undefined): Running | null {
  const { customer, playbook } = file;
  const since = beginningOf(file, rule.since);
  const params = { stage: stageOf(playbook, customer.stage).label, span: span(rule.for) };
  const common = {
    kind: 'STAGE_IDLE' as const,
    rule: idleRuleName(customer.stage, index),
    since,
    dueAt: spanAfter(file, since, rule.for, calendarOf(playbook)),
    canBeHeld: true,
  };
  if ('escalateTo' in rule.then)
    return {
      ...common,
      because: message(`BECAUSE_IDLE_ESCALATE_${rule.since}`, params),
      warning: null,
      escalates: true,
    };
  const to = stageOf(playbook, rule.then.moveTo);
  const said = { ...params, to: to.label };
  const clock = { ...common, because: message(`BECAUSE_IDLE_MOVE_${rule.since}`, said), escalates: false };
  if (!to.toPool) return { ...clock, warning: null };
  if (isKept(file, pool)) return null;
  const isHeldBack = (rule.unless ?? []).some((code) => conditionHolds(code, file));
  return {
    ...clock,
    dueAt: latest([clock.dueAt, pool ? protectedUntil(file, pool.rules.exempt) : null]),
    warning: isHeldBack ? null : message(`BECAUSE_WARNING_${rule.since}`, said),
  };
}

function reclaimClocks(file: CustomerFile, pool: Pool | undefined): readonly Running[] {
  const { customer, playbook } = file;
  if (!pool || isKept(file, pool)) return [];
  const { rules } = pool;
  const stage = stageOf(playbook, customer.stage);
  const notBefore = protectedUntil(file, rules.exempt);
  const clock = (rule: string, code: IdleSince | 'LONGEST_HOLD', after: string): Running => {
    const params: Record<string, Param> = { stage: stage.label, span: span(after), to: pool.name };
    const since = code === 'LONGEST_HOLD' ? holdingSince(file) : beginningOf(file, code);
    return {
      kind: 'POOL_RECLAIM',
      rule: `pools.${pool.id}.${rule}`,
      since,
      dueAt: latest([spanAfter(file, since, after, rules.calendar), notBefore]),
      because: message(`BECAUSE_RECLAIM_${code}`, params),
      warning: message(`BECAUSE_WARNING_${code}`, params),
      escalates: false,
      canBeHeld: code !== 'LONGEST_HOLD',
    };
  };
  const reclaim = reclaimRulesOf(file, rules).map(({ rule, index }) =>
    clock(`reclaim.${index}`, rule.since, rule.idleFor),
  );
  const { longestHold } = rules;
  if (longestHold === null || stage.end) return reclaim;
  return [...reclaim, clock('longestHold', 'LONGEST_HOLD', longestHold)];
}
