import { decideAdvance, type Move } from '../domain/customer/advance.js';
import { withQuoteDocument, type QuoteGiven } from './attachment.js';
import { command } from './command.js';

export interface AdvanceCustomer extends QuoteGiven<Move> {
  readonly customerId: string;
  readonly version?: number | null;
}

export const advanceCustomer = command('advanceCustomer', async (tx, input: AdvanceCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId, input.version);
  return decideAdvance(file, await withQuoteDocument(tx, input), call);
});
