import { decideAttachContract } from '../domain/customer/contract.js';
import { lockDocument } from './attachment.js';
import { command } from './command.js';
import type { Tx } from './store/tx.js';

export interface AttachContract {
  readonly customerId: string;
  readonly fileId: string;
}

export const attachContract = command('attachContract', async (tx, input: AttachContract, call) => {
  const file = await tx.lockCustomer(input.customerId);
  const document = await lockDocument(tx, input.fileId, 'fileId');
  return decideAttachContract(file, { ...document, theirsSince: await theirsSince(tx, input) }, call);
});

async function theirsSince({ sql }: Tx, { customerId, fileId }: AttachContract): Promise<Date | null> {
  const found = sql.selectFrom('Contract').select('attachedAt').where('fileId', '=', fileId);
  return (await found.where('customerId', '=', customerId).executeTakeFirst())?.attachedAt ?? null;
}
