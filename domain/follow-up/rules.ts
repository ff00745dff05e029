import type { Coded } from '../playbook/playbook.js';
import type { ContactOutcome } from './follow-up.js';

/** How an organisation wants its follow-ups: reminders of planned ones, what unanswered attempts count for, and how long agreed ones hold the clocks. */
export interface FollowUpRules {
  /** ISO spans: how long before its due time a follow-up planned by a person is reminded of. */
  readonly remindBefore: readonly string[];
  readonly attempts: AttemptRules;
  readonly agreed: AgreedRules;
}

/** What it offers to whoever records one. */
export interface FollowUpOffers {
  /** What there mostly is to say of a contact, in the order in which it is offered. */
  readonly phrases: readonly Phrase[];
  readonly nextDates: readonly NextDateRule[];
}

export type FollowUpSettings = FollowUpRules & FollowUpOffers;

export interface AttemptRules {
  /** So many unanswered attempts count as activity within the span, on different days. */
  readonly counted: number;
  /** ISO span, by the clock. */
  readonly within: string;
  /** After so many in a row, giving up is proposed. */
  readonly giveUpAfter: number;
}

/** What was agreed with a customer holds the clocks of silence. */
export interface AgreedRules {
  /** ISO span, by the clock from the contact: no further ahead than this. */
  readonly furthestAhead: string;
  /** No more than so many times in a row. */
  readonly inARow: number;
}

/** A sentence that saves the typing, with the outcome that it tells of and whether the goal was met. */
export interface Phrase extends Coded {
  readonly outcome: ContactOutcome;
  readonly goalMet: boolean;
}

/** When to be in touch next, after a contact of one of these outcomes. */
export interface NextDateRule extends Coded {
  readonly outcomes: readonly ContactOutcome[];
  /** ISO span in working time. */
  readonly after: string;
  /** Local time HH:mm on the day reached; left out: as the span ends. */
  readonly time?: string;
}
