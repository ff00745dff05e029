import { decideTransfer } from '../domain/customer/transfer.js';
import { command } from './command.js';

export interface TransferCustomer {
  readonly customerId: string;
  readonly toUserId: string;
  readonly note?: string | null;
}

export const transferCustomer = command('transferCustomer', async (tx, input: TransferCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId);
  const to = await tx.loadPerson(input.toUserId, 'toUserId');
  return decideTransfer(file, to, input.note?.trim() || null, call);
});
