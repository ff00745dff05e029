import { decideCheckDeliveryItem } from '../domain/deal/deliver.js';
import { notFound } from '../domain/decision.js';
import { actsAs } from '../domain/policy.js';
import { command } from './command.js';

export interface CheckDeliveryItem {
  readonly itemId: string;
  /** Left out: done. */
  readonly done?: boolean | null;
}

/** Whoever delivers needn't see the customer: they may be of another team. */
export const checkDeliveryItem = command('checkDeliveryItem', async (tx, { itemId, done }: CheckDeliveryItem, call) => {
  const item = await tx.sql
    .selectFrom('ChecklistItem as i')
    .innerJoin('DealDelivery as v', 'v.id', 'i.deliveryId')
    .innerJoin('Deal as d', 'd.id', 'v.dealId')
    .select(['d.customerId', 'v.id as deliveryId'])
    .where('i.id', '=', itemId)
    .executeTakeFirst();
  if (!item) throw notFound('itemId');
  const file = await tx.lockAnyCustomer(item.customerId, 'itemId');
  const delivery = file.deals.map((deal) => deal.delivery).find((one) => one?.id === item.deliveryId);
  if (!tx.by || !actsAs(tx.by, delivery?.toUserId ?? null)) tx.requireSeen(file, 'itemId');
  return decideCheckDeliveryItem(file, itemId, done ?? true, call);
});
