import type { Tx } from './tx.js';

/** The change that waits for a pool, only this one if it is named, waits no longer; answers whether there was one. */
export async function closePlan({ sql: db, now }: Tx, poolId: string, id?: string): Promise<boolean> {
  const waiting = db
    .updateTable('PoolChange')
    .set({ closedAt: now })
    .where('poolId', '=', poolId)
    .where('closedAt', 'is', null);
  const { numUpdatedRows } = await (id === undefined ? waiting : waiting.where('id', '=', id)).executeTakeFirst();
  return numUpdatedRows > 0n;
}
