import { decideRecordQuote, type NewQuote } from '../domain/customer/quote.js';
import { command } from './command.js';

export interface RecordQuote extends NewQuote {
  readonly customerId: string;
}

export const recordQuote = command('recordQuote', async (tx, input: RecordQuote, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideRecordQuote(file, input, call);
});
