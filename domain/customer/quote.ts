import { add, event, set, type Changes } from '../change.js';
import { badInput, refuse, within, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { mayWorkOn } from '../policy.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import type { CustomerFile } from './customer.js';
import { activity } from './facts.js';

export interface NewQuote {
  readonly amount: string;
  readonly currency?: string | null;
  readonly sentAt?: Date | null;
  readonly receiptConfirmed?: boolean | null;
}

/** The codes of ISO 4217. */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** Records a quote that was sent to the customer, and its receipt when the customer has confirmed it. */
export function decideRecordQuote(file: CustomerFile, quote: NewQuote, call: Call): Decision {
  if (call.by !== null && !mayWorkOn(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const { changes, quoteId } = recordQuote(file, quote, call);
  return acceptFor(file, changes, call, { quoteId });
}

/** The customer said that the quote arrived; saying so twice changes nothing. Quotes from before the customer was reopened are closed. */
export function decideConfirmReceipt(file: CustomerFile, quoteId: string, call: Call): Decision {
  if (call.by !== null && !mayWorkOn(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const quote = file.quotes.find((one) => one.id === quoteId);
  if (!quote) return refuse({ code: 'ALREADY_CLOSED' });
  if (quote.receiptConfirmedAt !== null) return acceptFor(file, [], call, { quoteId });
  const changes = [
    set('Quote', quoteId, { receiptConfirmedAt: call.now, sentAt: quote.sentAt ?? call.now }),
    set('Customer', file.customer.id, activity(file.customer, call.now)),
    event('QUOTE_RECEIPT_CONFIRMED', { customerId: file.customer.id, data: { quoteId } }),
  ];
  return acceptFor(file, changes, call, { quoteId });
}

/** The quote that came along with a move or a contact, if one did. */
export function quoteGiven(file: CustomerFile, quote: NewQuote | null | undefined, call: Call): Changes {
  return quote ? within('quote', () => recordQuote(file, quote, call).changes) : [];
}

export function recordQuote(file: CustomerFile, quote: NewQuote, call: Call): { changes: Changes; quoteId: string } {
  if (Number(quote.amount) <= 0) throw badInput('amount', message('AMOUNT_NOT_POSITIVE'));
  if (quote.currency && !CURRENCIES.has(quote.currency)) throw badInput('currency', message('UNKNOWN_CURRENCY'));
  const sentAt = quote.sentAt ?? call.now;
  if (sentAt > call.now) throw badInput('sentAt', message('IN_THE_FUTURE'));
  const quoteId = call.newId('Quote');
  const row = {
    id: quoteId,
    customerId: file.customer.id,
    amount: quote.amount,
    currency: quote.currency ?? 'CNY',
    sentAt,
    receiptConfirmedAt: quote.receiptConfirmed ? call.now : null,
    byId: call.by?.id ?? null,
    createdAt: call.now,
  };
  const changes = [
    add('Quote', row),
    set('Customer', file.customer.id, activity(file.customer, call.now)),
    event('QUOTE_RECORDED', {
      customerId: file.customer.id,
      data: { quoteId, amount: row.amount, currency: row.currency },
    }),
  ];
  return { changes, quoteId };
}
