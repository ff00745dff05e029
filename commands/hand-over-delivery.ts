import { decideHandOverDelivery } from '../domain/deal/deliver.js';
import { command } from './command.js';
import { withPeople } from './store/files.js';

export interface HandOverDelivery {
  readonly customerId: string;
  readonly toUserId: string;
  readonly note?: string | null;
}

export const handOverDelivery = command('handOverDelivery', async (tx, input: HandOverDelivery, call) => {
  const file = await tx.lockCustomer(input.customerId);
  const to = await tx.loadPerson(input.toUserId, 'toUserId');
  const around = withPeople(file, await tx.loadStandIns(to.id));
  return decideHandOverDelivery(around, to, input.note?.trim() || null, call);
});
