import { event } from '../domain/change.js';
import { accept, refuse } from '../domain/decision.js';
import { command } from './command.js';
import { closePlan } from './store/pool-plans.js';
import { growPool, lockPool } from './store/pool-rows.js';

export interface CancelPoolChange {
  readonly poolId: string;
}

/** The change that was planned isn't made. */
export const cancelPoolChange = command('cancelPoolChange', async (tx, { poolId }: CancelPoolChange) => {
  const { name, kind } = await lockPool(tx, poolId);
  if (!(await closePlan(tx, poolId))) return refuse({ code: 'ALREADY_CLOSED' });
  await growPool(tx, poolId);
  return accept([event('POOL_CHANGED', { data: { poolId, name, kind, plannedFor: null } })], { poolId });
});
