import { decideSetInstalments, type NewInstalment } from '../domain/deal/instalments.js';
import { command } from './command.js';

export interface SetInstalments {
  readonly customerId: string;
  readonly instalments: readonly NewInstalment[];
}

export const setInstalments = command('setInstalments', async (tx, input: SetInstalments, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideSetInstalments(file, input.instalments, call);
});
