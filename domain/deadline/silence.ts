import { pendingApproval } from '../approval/approval.js';
import { withStops } from '../approval/timers.js';
import { dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import { latest } from '../latest.js';
import { message, span, type Message, type Param } from '../message.js';
import { calendarOf, stageOf, type CalendarKind, type IdleRule, type IdleSince } from '../playbook/playbook.js';
import { conditionHolds } from '../playbook/conditions.js';
import { protectedUntil } from '../pool/exemptions.js';
import { reclaimPool, reclaimRulesOf } from '../pool/reclaim.js';
import { heldUntil } from './hold.js';

/** A rule about silence as it stands for one customer. */
export interface Clock {
  readonly kind: 'STAGE_IDLE' | 'POOL_RECLAIM';
  /** As history and timers name it, e.g. `stages.QUOTED.idle.0`. */
  readonly rule: string;
  /** When it acts if nothing happens from now on. */
  readonly dueAt: Date;
  readonly because: Message;
  /** What its owner is told ahead of it; null: it doesn't take the customer away, or something holds it back. */
  readonly warning: Message | null;
  readonly escalates: boolean;
}

interface Running extends Clock {
  readonly canBeHeld: boolean;
}

/** The idle rules of an owned customer's stage and the reclaim rules of its pool, each with its time; while a request is pending no clock runs. */
export function clocksOf(file: CustomerFile): readonly Clock[] {
  return held(running(file), heldUntil(file));
}

/** The same as if nothing had been agreed with the customer. */
export function clocksWithoutHold(file: CustomerFile): readonly Clock[] {
  return running(file);
}

/** What takes the customer from its owner, if nothing happens from now on: whichever comes first. */
export const takeaways = (file: CustomerFile, clocks = clocksOf(file)): readonly Clock[] =>
  clocks.filter(({ warning }) => warning !== null);

/** Where an idle rule stands in the playbook, as history and timers name it. */
export const idleRuleName = (stage: string, index: number): string => `stages.${stage}.idle.${index}`;

function running(file: CustomerFile): readonly Running[] {
  if (file.customer.ownerId === null || pendingApproval(file)) return [];
  const { idle = [] } = stageOf(file.playbook, file.customer.stage);
  return [...idle.map((rule, index) => idleClock(file, rule, index)), ...reclaimClocks(file)];
}

/** Held, they act in the order in which their turn would have come. */
function held(clocks: readonly Running[], until: Date | null): readonly Clock[] {
  if (until === null) return clocks;
  const waiting = clocks.filter(({ canBeHeld, dueAt }) => canBeHeld && dueAt < until).sort(byTurn);
  return clocks.map((clock) => {
    const place = waiting.indexOf(clock);
    return place < 0 ? clock : { ...clock, dueAt: new Date(until.getTime() + place) };
  });
}

const byTurn = (a: Clock, b: Clock): number =>
  a.dueAt.getTime() - b.dueAt.getTime() || a.rule.localeCompare(b.rule, 'en', { numeric: true });

/** Counted from the latest of what the rule names, stage entry and the owner's beginning, without the time that a request was pending. */
function dueAt(file: CustomerFile, since: IdleSince, after: string, calendar: CalendarKind): Date {
  const { lastActivityAt, lastInteractionAt, stageEnteredAt, ownedSince } = file.customer;
  const named = {
    LAST_ACTIVITY: lastActivityAt,
    LAST_INTERACTION: lastInteractionAt,
    LAST_STAGE_CHANGE: stageEnteredAt,
    CLAIM: ownedSince,
  }[since];
  const from = latest([named, stageEnteredAt, ownedSince]);
  return withStops(file, from, dueAfter(from, after, calendar, file.calendar));
}

function idleClock(file: CustomerFile, rule: IdleRule, index: number): Running {
  const { customer, playbook } = file;
  const due = dueAt(file, rule.since, rule.for, calendarOf(playbook));
  const params = { stage: stageOf(playbook, customer.stage).label, span: span(rule.for) };
  const common = {
    kind: 'STAGE_IDLE' as const,
    rule: idleRuleName(customer.stage, index),
    dueAt: due,
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
  const isHeldBack = (rule.unless ?? []).some((code) => conditionHolds(code, file));
  return {
    ...common,
    because: message(`BECAUSE_IDLE_MOVE_${rule.since}`, said),
    warning: to.toPool && !isHeldBack ? message(`BECAUSE_WARNING_${rule.since}`, said) : null,
    escalates: false,
  };
}

function reclaimClocks(file: CustomerFile): readonly Running[] {
  const { customer, playbook, calendar } = file;
  const pool = reclaimPool(file);
  if (!pool) return [];
  const { rules } = pool;
  const stage = stageOf(playbook, customer.stage);
  const notBefore = protectedUntil(file, rules.exempt);
  const clock = (rule: string, due: Date, code: IdleSince | 'LONGEST_HOLD', after: string): Running => {
    const params: Record<string, Param> = { stage: stage.label, span: span(after), to: pool.name };
    return {
      kind: 'POOL_RECLAIM',
      rule: `pools.${pool.id}.${rule}`,
      dueAt: latest([due, notBefore]),
      because: message(`BECAUSE_RECLAIM_${code}`, params),
      warning: message(`BECAUSE_WARNING_${code}`, params),
      escalates: false,
      canBeHeld: code !== 'LONGEST_HOLD',
    };
  };
  const reclaim = reclaimRulesOf(file, rules).map(({ rule, index }) =>
    clock(`reclaim.${index}`, dueAt(file, rule.since, rule.idleFor, rules.calendar), rule.since, rule.idleFor),
  );
  const { longestHold } = rules;
  if (longestHold === null || stage.end) return reclaim;
  const from = customer.ownedSince ?? customer.createdAt;
  const until = withStops(file, from, dueAfter(from, longestHold, rules.calendar, calendar));
  return [...reclaim, clock('longestHold', until, 'LONGEST_HOLD', longestHold)];
}
