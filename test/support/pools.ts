import { moveToPool } from '../../commands/move-to-pool.js';
import type { PoolRules } from '../../domain/pool/rules.js';
import { aNewCustomer } from './customers.js';
import type { House } from './house.js';

/** Other rules for the public pool. */
export async function setPublicRules({ database, pools }: House, rules: Partial<PoolRules>): Promise<void> {
  await database.sql
    .updateTable('Pool')
    .set({ rules: JSON.stringify(rules) })
    .where('id', '=', pools.public)
    .execute();
}

let made = 0;

/** A customer in the public pool, who never had an owner. */
export const aPooledCustomer = (house: House, over: object = {}): Promise<string> =>
  aNewCustomer(house, house.manager, { name: '何方', phone: `139${String(made++).padStart(8, '0')}`, ...over });

/** Takes a customer back, as a superior does. */
export const pull = (house: House, customerId: string) =>
  house.as(house.manager, moveToPool, { customerId, poolId: house.pools.public });
