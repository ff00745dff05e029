import { decideRequestApproval } from '../domain/approval/request.js';
import type { AdvanceCustomer } from './advance-customer.js';
import { withQuoteDocument } from './attachment.js';
import { command } from './command.js';

export const requestApproval = command('requestApproval', async (tx, input: AdvanceCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId, input.version);
  return decideRequestApproval(file, await withQuoteDocument(tx, input), tx.requireCaller(), call);
});
