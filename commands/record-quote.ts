import { decideRecordQuote } from '../domain/customer/quote.js';
import { withDocument, type QuoteToRecord } from './attachment.js';
import { command } from './command.js';

export interface RecordQuote extends QuoteToRecord {
  readonly customerId: string;
}

export const recordQuote = command('recordQuote', async (tx, input: RecordQuote, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideRecordQuote(file, await withDocument(tx, input, 'fileId'), call);
});
