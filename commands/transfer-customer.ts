import { decideTransfer } from '../domain/customer/transfer.js';
import { command } from './command.js';
import { withPeople } from './store/files.js';

export interface TransferCustomer {
  readonly customerId: string;
  readonly toUserId: string;
  readonly note?: string | null;
}

export const transferCustomer = command('transferCustomer', async (tx, input: TransferCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId);
  const to = await tx.loadPerson(input.toUserId, 'toUserId');
  return decideTransfer(withPeople(file, await tx.loadStandIns(to.id)), to, input.note?.trim() || null, call);
});
