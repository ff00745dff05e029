import type { Approval } from '../approval/approval.js';
import type { FieldChange } from '../change.js';
import type { Customer, Quote, StageVisit } from '../customer/customer.js';
import type { Deal, DealDelivery, Instalment, Payment } from '../deal/deal.js';
import type { Deadline, Spoken } from '../deadline/deadline.js';
import type { EventType } from '../event-types.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { Claim } from '../pool/claim.js';

/** One entry of a customer's log. */
export interface Logged {
  /** The transaction that wrote it: what happened in one go has one. */
  readonly tx: string;
  readonly type: EventType;
  readonly at: Date;
  readonly actorId: string | null;
  readonly rule: string | null;
  readonly changes: readonly FieldChange[];
  readonly data: Readonly<Record<string, unknown>>;
  /** Of a card that somebody acknowledged or snoozed: the follow-up, instalment or delivery that it was about. */
  readonly about: string | null;
}

/** What is stored about one customer, as far as a simulation from a moment on needs it. */
export interface Past {
  /** As it stands today. */
  readonly customer: Customer;
  /** Everything from the moment until today, oldest first. */
  readonly log: readonly Logged[];
  /** As they stand today: those that were open at the moment, and all since. */
  readonly followUps: readonly FollowUp[];
  /** When the owner was last warned, before the moment, of losing it. */
  readonly warnedAt: Date | null;
  readonly spoken: readonly Spoken[];
  /** When the last follow-up before the moment was done. */
  readonly lastDoneAt: Date | null;
  /** When unanswered attempts counted as activity in the two months before the moment. */
  readonly countedAttempts: readonly Date[];
  /** As they stand today, newest first. */
  readonly quotes: readonly Quote[];
  /** As they stand today, newest first. */
  readonly deals: readonly PastDeal[];
  /** The latest claim before the moment, as it stands today. */
  readonly claim: Claim | null;
  /** As they stand today, newest first. */
  readonly approvals: readonly Approval[];
  /** When contracts were attached. */
  readonly contracts: readonly Date[];
  /** The stay that was open at the moment. */
  readonly visit: StageVisit | null;
  /** How far the chain of what was owed had come at the moment, by the id of the follow-up, instalment, delivery or request. */
  readonly reached: Readonly<Record<string, number>>;
  /** Timers armed at the moment whose time doesn't follow from the rest: those that somebody put off, or that were held back. */
  readonly armed: readonly PastDeadline[];
}

/** A deal with all that ever hung on it. */
export interface PastDeal extends Deal {
  /** Those that another plan replaced as well, earliest due first. */
  readonly instalments: readonly Instalment[];
  /** Those that were taken back as well, earliest first. */
  readonly payments: readonly Payment[];
  readonly delivery: DealDelivery | null;
  /** When the amount or the instalments were last set before the moment; null: not since it began. */
  readonly termsBefore: Date | null;
}

export interface PastDeadline extends Pick<Deadline, 'subject' | 'rule' | 'step' | 'dueAt'> {
  /** When a condition last held it back; null: none has. */
  readonly heldAt: Date | null;
}

/** What happened to one customer in one transaction. */
export interface Act {
  readonly at: Date;
  readonly actorId: string | null;
  readonly entries: readonly Logged[];
}

/** The log before a moment, as what was done in one go. */
export function actsBefore(log: readonly Logged[], end: Date): readonly Act[] {
  const acts: { at: Date; actorId: string | null; tx: string; entries: Logged[] }[] = [];
  for (const entry of log) {
    const last = acts.at(-1);
    if (last?.tx === entry.tx) last.entries.push(entry);
    else if (entry.at >= end) break;
    else acts.push({ tx: entry.tx, at: entry.at, actorId: entry.actorId, entries: [entry] });
  }
  return acts;
}
