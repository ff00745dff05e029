import { decideSignContract, type Signing } from '../domain/deal/sign.js';
import { command } from './command.js';

export interface SignContract extends Signing {
  readonly customerId: string;
}

export const signContract = command('signContract', async (tx, input: SignContract, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideSignContract(file, input, call);
});
