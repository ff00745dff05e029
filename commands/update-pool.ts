import { event } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { command } from './command.js';
import { checkPoolChange, makePoolChange, type PoolWishes } from './pool-change.js';
import { closePlan } from './store/pool-plans.js';

export interface UpdatePool extends PoolWishes {
  readonly poolId: string;
  /** When it is to be made; left out: now. */
  readonly at?: Date | null;
}

/** Changes a pool now, or plans to; a plan takes the place of the one before. */
export const updatePool = command('updatePool', async (tx, { poolId, at = null, ...wishes }: UpdatePool, call) => {
  if (at !== null && at <= call.now) throw badInput('at', message('IN_THE_PAST'));
  const change = await checkPoolChange(tx, poolId, wishes);
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
  const { name, kind } = change.before;
  return accept([event('POOL_CHANGED', { data: { poolId, name, kind, plannedFor: at.toISOString() } })], { poolId });
});
