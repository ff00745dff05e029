import { accept, badInput } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { checkPoolChange, makePoolChange, planChanged, type PoolWishes, type SeenPool } from './pool-change.js';
import { closePlan } from './store/pool-plans.js';

export interface UpdatePool extends SeenPool, PoolWishes {
  /** When it is to be made; left out: now. */
  readonly at?: Date | null;
}

/** Changes a pool now, or plans to; a plan takes the place of the one before. */
export const updatePool = command('updatePool', async (tx, input: UpdatePool, call) => {
  const { poolId, version, at = null, ...wishes } = input;
  if (at !== null && at <= call.now) throw badInput('at', message('IN_THE_PAST'));
  const change = await checkPoolChange(tx, { poolId, version: version ?? null }, wishes);
  if (at === null) return accept(await makePoolChange(tx, change), { poolId });
  if (change.changes.length === 0) throw badInput('at', message('NOTHING_TO_PLAN'));
  await closePlan(tx, poolId);
  await tx.sql
    .insertInto('PoolChange')
    .values({
      id: call.newId('PoolChange'),
      poolId,
      wishes: JSON.stringify(wishes),
      applyAt: at,
      plannedById: tx.requireCaller().id,
      plannedAt: call.now,
    })
    .execute();
  return accept([await planChanged(tx, change.before, at)], { poolId });
});
