import { accept, refuse } from '../domain/decision.js';
import { command } from './command.js';
import { planChanged } from './pool-change.js';
import { closePlan } from './store/pool-plans.js';
import { lockPool } from './store/pool-rows.js';

export interface CancelPoolChange {
  readonly poolId: string;
}

/** The change that was planned isn't made. */
export const cancelPoolChange = command('cancelPoolChange', async (tx, { poolId }: CancelPoolChange) => {
  const pool = await lockPool(tx, poolId);
  if (!(await closePlan(tx, poolId))) return refuse({ code: 'ALREADY_CLOSED' });
  return accept([await planChanged(tx, pool, null)], { poolId });
});
