import { dueAfter } from '../calendar.js';
import { add, event, set, type Changes } from '../change.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import { isCurrency, USUAL_CURRENCY } from '../deal/currency.js';
import { badInput, refuse, within, type Call, type Decision } from '../decision.js';
import { attached, QUOTE_KINDS, requireKind } from '../file/attach.js';
import type { StoredFile } from '../file/file.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message, span, type Message } from '../message.js';
import { isPositive, isSameAmount } from '../money.js';
import { stageOf } from '../playbook/playbook.js';
import { acceptFor } from '../settle.js';
import type { TextCode } from '../texts.js';
import type { CustomerFile, Quote } from './customer.js';
import { activity } from './facts.js';

export const QUOTE_STATUSES = ['NOT_SENT', 'AWAITING_RECEIPT', 'RECEIPT_CONFIRMED'] as const;
export type QuoteStatus = (typeof QUOTE_STATUSES)[number];

export interface NewQuote {
  readonly amount: string;
  readonly currency?: string | null;
  readonly sentAt?: Date | null;
  readonly receiptConfirmed?: boolean | null;
  /** The document that was sent, found and locked. */
  readonly document?: StoredFile | null;
}

/** How a quote stands: sent without a receipt it is 已发待确认. */
export function quoteStatus({ sentAt, receiptConfirmedAt }: Pick<Quote, 'sentAt' | 'receiptConfirmedAt'>): QuoteStatus {
  if (receiptConfirmedAt !== null) return 'RECEIPT_CONFIRMED';
  return sentAt === null ? 'NOT_SENT' : 'AWAITING_RECEIPT';
}

const STATUS_TEXTS = {
  NOT_SENT: 'QUOTE_NOT_SENT',
  AWAITING_RECEIPT: 'QUOTE_AWAITING_RECEIPT',
  RECEIPT_CONFIRMED: 'QUOTE_RECEIPT_CONFIRMED',
} as const satisfies Record<QuoteStatus, TextCode>;

export const quoteStatusText = (status: QuoteStatus): Message => message(STATUS_TEXTS[status]);

/** Records a quote that was sent to the customer, and its receipt when the customer has confirmed it. */
export function decideRecordQuote(file: CustomerFile, quote: NewQuote, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  requireSensible(quote, 'fileId', call);
  const { changes, quoteId } = recorded(file, quote, call);
  return acceptFor(file, changes, call, { quoteId });
}

/** The customer said that the quote arrived; saying so twice changes nothing. Quotes from before the customer was reopened are closed. */
export function decideConfirmReceipt(file: CustomerFile, quoteId: string, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const quote = file.quotes.find((one) => one.id === quoteId);
  if (!quote) return refuse({ code: 'ALREADY_CLOSED' });
  return acceptFor(file, receiptConfirmed(file, quote, call), call, { quoteId });
}

/**
 * The quote that came along with a move or a contact, if one did. Where it is the one that waits for its receipt, given once more, there is
 * no second: its receipt may be confirmed this way.
 */
export function quoteGiven(file: CustomerFile, quote: NewQuote | null | undefined, call: Call): Changes {
  if (!quote) return [];
  within('quote', () => requireSensible(quote, 'fileId', call));
  const waiting = file.quotes.slice(0, 1).find((one) => quoteStatus(one) === 'AWAITING_RECEIPT' && isSame(one, quote));
  if (!waiting) return recorded(file, quote, call).changes;
  return quote.receiptConfirmed ? receiptConfirmed(file, waiting, call) : [];
}

/** The newest quote's receipt is asked for once, while somebody owns the customer and the sale goes on. */
export function receiptDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const { customer, quotes, playbook, calendar } = file;
  const [newest] = quotes;
  if (!newest?.sentAt || quoteStatus(newest) !== 'AWAITING_RECEIPT') return [];
  if (customer.ownerId === null || stageOf(playbook, customer.stage).end) return [];
  const { askReceiptAfter } = playbook.deal;
  const after = (from: Date) => dueAfter(from, askReceiptAfter, 'CLOCK', calendar);
  // Recorded so late that the time was over already, it is asked for after the recording.
  const dueAt = after(newest.sentAt) > newest.createdAt ? after(newest.sentAt) : after(newest.createdAt);
  return [
    {
      kind: 'QUOTE_RECEIPT',
      subject: newest.id,
      rule: 'quote.receipt',
      step: 0,
      customerId: customer.id,
      leadId: null,
      followUpId: null,
      dueAt,
      because: message('BECAUSE_RECEIPT', { amount: moneyOf(newest), span: span(askReceiptAfter) }),
      onlyAhead: true,
    },
  ];
}

export const moneyOf = ({ amount, currency }: Pick<Quote, 'amount' | 'currency'>): string => `${currency} ${amount}`;

function requireSensible({ amount, currency, sentAt, document }: NewQuote, field: string, call: Call): void {
  if (!isPositive(amount)) throw badInput('amount', message('AMOUNT_NOT_POSITIVE'));
  if (currency && !isCurrency(currency)) throw badInput('currency', message('UNKNOWN_CURRENCY'));
  if (sentAt && sentAt > call.now) throw badInput('sentAt', message('IN_THE_FUTURE'));
  if (document) requireKind(document, QUOTE_KINDS, field);
}

function recorded(file: CustomerFile, quote: NewQuote, call: Call): { changes: Changes; quoteId: string } {
  const quoteId = call.newId('Quote');
  const row: Quote = {
    id: quoteId,
    customerId: file.customer.id,
    amount: quote.amount,
    currency: quote.currency || USUAL_CURRENCY,
    sentAt: quote.sentAt ?? call.now,
    receiptConfirmedAt: quote.receiptConfirmed ? call.now : null,
    fileId: quote.document?.id ?? null,
    byId: call.by?.id ?? null,
    createdAt: call.now,
  };
  const changes = [
    add('Quote', row),
    ...(quote.document ? [attached(quote.document, call)] : []),
    set('Customer', file.customer.id, activity(file.customer, call.now)),
    event('QUOTE_RECORDED', {
      customerId: file.customer.id,
      data: { quoteId, amount: row.amount, currency: row.currency, fileId: row.fileId, status: quoteStatus(row) },
    }),
  ];
  return { changes, quoteId };
}

function receiptConfirmed({ customer }: CustomerFile, quote: Quote, call: Call): Changes {
  if (quote.receiptConfirmedAt !== null) return [];
  return [
    set('Quote', quote.id, { receiptConfirmedAt: call.now, sentAt: quote.sentAt ?? call.now }),
    set('Customer', customer.id, activity(customer, call.now)),
    event('QUOTE_RECEIPT_CONFIRMED', { customerId: customer.id, data: { quoteId: quote.id } }),
  ];
}

/** The same price, sent at the same time where one is given, and no other document. */
const isSame = (known: Quote, { amount, currency, sentAt, document }: NewQuote): boolean =>
  isSameAmount(known.amount, amount) &&
  known.currency === (currency || USUAL_CURRENCY) &&
  (!sentAt || known.sentAt?.getTime() === sentAt.getTime()) &&
  (!document || known.fileId === document.id);
