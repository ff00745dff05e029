import { fieldConditionHolds, unmetField, type FieldCondition } from '../custom-field/condition.js';
import type { CustomerFile } from '../customer/customer.js';
import { message } from '../message.js';
import type { Guide, UnmetCondition } from '../refusal.js';

export const CONDITION_CODES = [
  'CONTACT_METHOD',
  'FOLLOW_UP_DONE',
  'NEED',
  'BUDGET',
  'TIMELINE',
  'QUOTE_SENT',
  'QUOTE_RECEIPT_CONFIRMED',
  'DECISION_MAKER_OR_DATE',
  'CONTRACT_FILE',
  'INVOICE_CONFIRMED',
  'SIGNED_OR_FIRST_PAYMENT',
  'PAUSE_REASON',
  'LOSS_REASON',
  'CLEAR_INTENT',
] as const;
export type ConditionCode = (typeof CONDITION_CODES)[number];

/** What a stage asks for before it is entered, or what holds an idle rule back: one of ours, or something of the organisation's own fields. */
export type PlaybookCondition = ConditionCode | FieldCondition;

/** What comes with a move besides the recorded facts: a person's reason, or the rule by which the system moves. */
export interface MoveReason {
  readonly reason: string | null;
  readonly rule: string | null;
  /** What the person says about it. */
  readonly note?: string | null;
}

interface Condition {
  readonly holds: (file: CustomerFile, move: MoveReason) => boolean;
  /** The input field that meets it. */
  readonly field: string;
  /** May be supplied in the move's own input. */
  readonly givenWithMove: boolean;
  readonly mutation: string;
  readonly fields: readonly string[];
}

const CONDITIONS: Readonly<Record<ConditionCode, Condition>> = {
  CONTACT_METHOD: {
    holds: ({ customer }) => [customer.phone, customer.email, customer.wechat].some(isGiven),
    field: 'phone',
    givenWithMove: false,
    mutation: 'updateCustomer',
    fields: ['phone', 'email', 'wechat'],
  },
  FOLLOW_UP_DONE: {
    holds: (file) => file.followUpsDone > 0,
    field: 'followUp',
    givenWithMove: true,
    mutation: 'recordFollowUp',
    fields: ['channel', 'note', 'goalMet', 'next'],
  },
  NEED: fact('need', ({ customer }) => isGiven(customer.need)),
  BUDGET: fact('budget', ({ customer }) => isGiven(customer.budget)),
  TIMELINE: fact('timeline', ({ customer }) => isGiven(customer.timeline)),
  QUOTE_SENT: {
    holds: (file) => isGiven(file.quotes[0]?.sentAt),
    field: 'quote',
    givenWithMove: true,
    mutation: 'recordQuote',
    fields: ['amount', 'sentAt'],
  },
  QUOTE_RECEIPT_CONFIRMED: {
    holds: (file) => isGiven(file.quotes[0]?.receiptConfirmedAt),
    field: 'quote.receiptConfirmed',
    givenWithMove: true,
    mutation: 'confirmQuoteReceipt',
    fields: ['quoteId'],
  },
  DECISION_MAKER_OR_DATE: {
    ...fact('decisionMaker', ({ customer }) => isGiven(customer.decisionMaker) || isGiven(customer.decisionDate)),
    fields: ['decisionMaker', 'decisionDate'],
  },
  CONTRACT_FILE: {
    holds: (file) => file.contracts > 0,
    field: 'contract',
    givenWithMove: false,
    mutation: 'attachContract',
    fields: ['fileId'],
  },
  INVOICE_CONFIRMED: {
    holds: ({ customer }) => isGiven(customer.invoiceConfirmedAt),
    field: 'invoice',
    givenWithMove: false,
    mutation: 'confirmInvoice',
    fields: ['title', 'taxNumber'],
  },
  SIGNED_OR_FIRST_PAYMENT: {
    holds: ({ customer }) => isGiven(customer.signedAt) || isGiven(customer.firstPaidAt),
    field: 'signedAt',
    givenWithMove: false,
    mutation: 'signContract',
    fields: ['amount', 'signedAt'],
  },
  PAUSE_REASON: reason(),
  LOSS_REASON: reason(),
  CLEAR_INTENT: {
    ...fact('need', hasClearIntent),
    fields: ['need', 'budget', 'timeline'],
  },
};

/** Everything that stands between a customer and a stage's conditions, all at once and in the playbook's order. */
export function unmetConditions(
  conditions: readonly PlaybookCondition[],
  file: CustomerFile,
  move: MoveReason,
): readonly UnmetCondition[] {
  return conditions
    .filter((condition) => !holds(condition, file, move))
    .map((condition) => (typeof condition === 'string' ? unmet(condition, file) : unmetField(condition, file.fields)));
}

export function conditionHolds(condition: PlaybookCondition, file: CustomerFile): boolean {
  return holds(condition, file, { reason: null, rule: null });
}

function holds(condition: PlaybookCondition, file: CustomerFile, move: MoveReason): boolean {
  if (typeof condition === 'string') return CONDITIONS[condition].holds(file, move);
  return fieldConditionHolds(condition, file.customer.customFields, file.fields);
}

/** Need, budget and timeline are recorded, or a quote's receipt is confirmed; an opinion about intent is neither. */
export function hasClearIntent({ customer, quotes }: CustomerFile): boolean {
  const knowsAll = [customer.need, customer.budget, customer.timeline].every(isGiven);
  return knowsAll || isGiven(quotes[0]?.receiptConfirmedAt);
}

function unmet(code: ConditionCode, file: CustomerFile): UnmetCondition {
  const { field, givenWithMove } = CONDITIONS[code];
  return { code, field, message: message(`UNMET_${code}`), givenWithMove, guide: guideTo(code, file) };
}

/** Without a quote there is no receipt to confirm: it is recorded together with the quote. */
function guideTo(code: ConditionCode, { quotes }: CustomerFile): Guide {
  const { mutation, fields } = CONDITIONS[code];
  const title = message(`GUIDE_${code}`);
  const isWithQuote = code === 'QUOTE_RECEIPT_CONFIRMED' && quotes.length === 0;
  return isWithQuote
    ? { mutation: 'recordQuote', fields: ['amount', 'receiptConfirmed'], title }
    : { mutation, fields, title };
}

/** What somebody who begins can meet: how to reach them, and for a lead that something was done. */
export const MET_FROM_THE_START: readonly ConditionCode[] = ['CONTACT_METHOD', 'FOLLOW_UP_DONE'];

function fact(field: string, holds: Condition['holds']): Condition {
  return { holds, field, givenWithMove: true, mutation: 'updateCustomer', fields: [field] };
}

/** A person gives the reason; when a rule moves the customer, the rule is the reason. */
function reason(): Condition {
  return {
    holds: (_, move) => isGiven(move.reason) || move.rule !== null,
    field: 'reason',
    givenWithMove: true,
    mutation: 'advanceCustomer',
    fields: ['reason'],
  };
}

function isGiven(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() !== '' : value !== null && value !== undefined;
}
