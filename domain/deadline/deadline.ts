import type { Message } from '../message.js';

export const DEADLINE_KINDS = [
  'FOLLOW_UP_DUE',
  'STAGE_ACTION',
  'STAGE_IDLE',
  'ESCALATION',
  'POOL_WARNING',
  'POOL_RECLAIM',
  'POOL_UNCLAIMED',
  'FIRST_CONTACT',
  'LEAD_RESPONSE',
  'QUOTE_RECEIPT',
  'PAYMENT_DUE',
  'DELIVERY_HANDOVER',
  'APPROVAL',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export const DEADLINE_STATUSES = ['ARMED', 'FIRED', 'DISARMED', 'PARKED'] as const;
export type DeadlineStatus = (typeof DEADLINE_STATUSES)[number];

/** One timer: what, for which subject, when. At most one row that stands per (subject, rule, step). */
export interface Deadline {
  readonly id: string;
  readonly kind: DeadlineKind;
  readonly status: DeadlineStatus;
  /** The follow-up, customer or lead that the obligation is about. */
  readonly subject: string;
  /** Where the timer comes from, e.g. `stages.QUOTED.idle.0`. */
  readonly rule: string;
  /** Reminders ahead are negative, the due time is 0, escalation steps count from 1. */
  readonly step: number;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly followUpId: string | null;
  readonly dueAt: Date;
  readonly because: Message;
  readonly attempts: number;
  readonly firedAt: Date | null;
  readonly disarmedAt: Date | null;
  readonly createdAt: Date;
}

/** A timer that the present state calls for, before it is compared with the armed ones. */
export interface WantedDeadline extends Pick<
  Deadline,
  'kind' | 'subject' | 'rule' | 'step' | 'customerId' | 'leadId' | 'followUpId' | 'dueAt' | 'because'
> {
  /** Armed only while its time lies ahead: what has fired, or was already past when the clock started, isn't armed again. */
  readonly onlyAhead: boolean;
  /** When its clock began, of one that speaks once: what has spoken since isn't armed again, however the time is counted by then. */
  readonly since?: Date;
}

/** When a timer that speaks once last did. */
export interface Spoken extends Pick<Deadline, 'subject' | 'rule' | 'step'> {
  readonly firedAt: Date;
}

/** The kinds among which are those that speak once for a clock that goes on. */
export const SPEAKING_KINDS: readonly DeadlineKind[] = ['STAGE_IDLE', 'LEAD_RESPONSE', 'PAYMENT_DUE'];

/** One that its cause still calls for: it waits for its time, or firing it failed until it was parked. The others are history. */
export const isStanding = ({ status }: Pick<Deadline, 'status'>): boolean => status === 'ARMED' || status === 'PARKED';

/** What a timer is known by. */
export type Timer = Pick<Deadline, 'subject' | 'rule' | 'step'>;

export const isSameTimer = (a: Timer, b: Timer): boolean =>
  a.step === b.step && a.rule === b.rule && a.subject === b.subject;

export const isArmed = ({ status }: Pick<Deadline, 'status'>): boolean => status === 'ARMED';

/** Of the timers of one customer or lead, the one due first acts first; of two at one time, the one whose rule is listed first. */
export function byDueOrder(a: Deadline, b: Deadline): number {
  return a.dueAt.getTime() - b.dueAt.getTime() || byRule(a, b) || a.step - b.step;
}

/** Of those ahead of one time that are due at once, as they come late, only the last speaks. */
export const isOvertaken = (
  { deadlines }: { readonly deadlines: readonly Deadline[] },
  own: Deadline,
  now: Date,
): boolean =>
  deadlines.some(
    (one) =>
      isArmed(one) &&
      one.step < 0 &&
      one.subject === own.subject &&
      one.rule === own.rule &&
      one.dueAt <= now &&
      byDueOrder(own, one) < 0,
  );

const IN_ORDER = new Intl.Collator('en', { numeric: true });

/** As they are listed: the tenth after the second. */
export const byRule = (a: { readonly rule: string }, b: { readonly rule: string }): number =>
  IN_ORDER.compare(a.rule, b.rule);
