import { decideOverride } from '../domain/customer/override.js';
import type { AdvanceCustomer } from './advance-customer.js';
import { withQuoteDocument } from './attachment.js';
import { command } from './command.js';

export const overrideStage = command('overrideStage', async (tx, input: AdvanceCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId, input.version);
  return decideOverride(file, await withQuoteDocument(tx, input), call);
});
