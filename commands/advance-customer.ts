import { decideAdvance, type Move } from '../domain/customer/advance.js';
import { command } from './command.js';

export interface AdvanceCustomer extends Move {
  readonly customerId: string;
  readonly version?: number | null;
}

export const advanceCustomer = command('advanceCustomer', async (tx, input: AdvanceCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId, input.version);
  return decideAdvance(file, input, call);
});
