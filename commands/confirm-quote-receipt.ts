import { decideConfirmReceipt } from '../domain/customer/quote.js';
import { notFound } from '../domain/decision.js';
import { command } from './command.js';

export interface ConfirmQuoteReceipt {
  readonly quoteId: string;
}

export const confirmQuoteReceipt = command('confirmQuoteReceipt', async (tx, input: ConfirmQuoteReceipt, call) => {
  const quote = await tx.sql
    .selectFrom('Quote')
    .select('customerId')
    .where('id', '=', input.quoteId)
    .executeTakeFirst();
  if (!quote) throw notFound('quoteId');
  const file = await tx.lockCustomer(quote.customerId, null, 'quoteId');
  return decideConfirmReceipt(file, input.quoteId, call);
});
