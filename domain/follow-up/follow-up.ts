import type { Chain } from '../deadline/chain.js';
import type { Label } from '../message.js';

export const CHANNELS = ['WECHAT', 'PHONE', 'VISIT', 'EMAIL', 'MEETING', 'OTHER'] as const;
export type Channel = (typeof CHANNELS)[number];

export const CONTACT_OUTCOMES = ['REACHED', 'NO_ANSWER', 'REFUSED', 'WRONG_NUMBER'] as const;
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

export const FOLLOW_UP_STATUSES = ['PLANNED', 'OVERDUE', 'DONE', 'CANCELLED'] as const;
export type FollowUpStatus = (typeof FOLLOW_UP_STATUSES)[number];
/** OVERDUE is never stored: it is PLANNED with a due time in the past. */
export type StoredFollowUpStatus = Exclude<FollowUpStatus, 'OVERDUE'>;

/** A planned or done contact: channel, purpose, goal met or not, next plan. */
export interface FollowUp extends Chain {
  readonly id: string;
  readonly version: number;
  readonly customerId: string | null;
  readonly leadId: string | null;
  readonly ownerId: string | null;
  readonly status: StoredFollowUpStatus;
  /** The stage whose next action this is; null when a person planned it. */
  readonly stage: string | null;
  readonly purpose: Label;
  readonly purposeCode: string | null;
  readonly dueAt: Date | null;
  /** When the owner is reminded ahead of the due time. */
  readonly remindAt: readonly Date[];
  readonly channel: Channel | null;
  readonly outcome: ContactOutcome | null;
  readonly note: string | null;
  readonly goalCode: string | null;
  readonly goalMet: boolean | null;
  readonly durationMinutes: number | null;
  readonly occurredAt: Date | null;
  readonly doneAt: Date | null;
  readonly doneById: string | null;
  readonly countsAsActivity: boolean;
  /** Whether it counts in reports. */
  readonly qualifying: boolean;
  /** Agreed with the customer, it holds the clocks of silence: the how-manieth hold in a row it is; 0: nobody agreed on it. */
  readonly holdNumber: number;
  readonly cancelReason: string | null;
  readonly cancelledAt: Date | null;
  readonly nextId: string | null;
  readonly createdAt: Date;
}

/** A planned one past due is overdue by itself. */
export function followUpStatus(followUp: { status: string; dueAt: Date | null }, now: Date): FollowUpStatus {
  const isOverdue = followUp.status === 'PLANNED' && followUp.dueAt !== null && followUp.dueAt <= now;
  return isOverdue ? 'OVERDUE' : (followUp.status as FollowUpStatus);
}

/** The customer was reached: they answered, even if the answer was no. */
export const reachedCustomer = (outcome: ContactOutcome): boolean => outcome === 'REACHED' || outcome === 'REFUSED';

/** How one stands as long as nothing has come of it. */
export const UNTOUCHED = {
  status: 'PLANNED',
  reachedStep: null,
  acknowledgedAt: null,
  snoozedMs: 0,
  resumedAt: null,
  channel: null,
  outcome: null,
  note: null,
  goalCode: null,
  goalMet: null,
  durationMinutes: null,
  occurredAt: null,
  doneAt: null,
  doneById: null,
  countsAsActivity: false,
  qualifying: false,
  cancelReason: null,
  cancelledAt: null,
  nextId: null,
} as const satisfies Partial<FollowUp>;
