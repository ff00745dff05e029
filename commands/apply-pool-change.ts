import { sql, type Selectable } from 'kysely';
import type { Changes } from '../domain/change.js';
import { Refused, accept, type Call } from '../domain/decision.js';
import { message, type Message } from '../domain/message.js';
import { notify } from '../domain/notify.js';
import { CallerError } from '../domain/refusal.js';
import type { PoolChange } from '../schema/generated/kysely/types.js';
import { command } from './command.js';
import { checkPoolChange, makePoolChange, planChanged, type PoolWishes } from './pool-change.js';
import { statementClock } from './store/database-clock.js';
import { closePlan } from './store/pool-plans.js';
import { lockPool } from './store/pool-rows.js';

export type Applied = 'NONE' | 'ONE';

/** Makes the planned change that is due first. What was made meanwhile comes to nothing; what can't be made any more is closed, and whoever planned it is told why. */
export const applyPoolChange = command('applyPoolChange', async (tx, _input: Readonly<Record<string, never>>, call) => {
  const { rows } = await sql<Selectable<PoolChange>>`
    select * from "PoolChange" where "closedAt" is null and "applyAt" <= ${statementClock}
    order by "applyAt", id limit 1`.execute(tx.sql);
  const plan = rows[0];
  if (!plan) return accept([], { outcome: 'NONE' satisfies Applied });
  const pool = await lockPool(tx, plan.poolId);
  if (!(await closePlan(tx, plan.poolId, plan.id))) return accept([], { outcome: 'ONE' satisfies Applied });
  return accept(await made(), { outcome: 'ONE' satisfies Applied });

  async function made(): Promise<Changes> {
    const { poolId, plannedById } = plan!;
    try {
      const change = await checkPoolChange(tx, { poolId }, plan!.wishes as PoolWishes);
      const changes = await makePoolChange(tx, change, { plannedById });
      return changes.length > 0 ? changes : [await planChanged(tx, pool, null)];
    } catch (error) {
      const why = whyNot(error);
      if (!why) throw error;
      return [await planChanged(tx, pool, null), tellPlanner(plannedById, pool.name, why, call)];
    }
  }
});

function whyNot(error: unknown): Message | null {
  if (error instanceof CallerError) return error.text;
  return error instanceof Refused && error.refusal.code === 'POOL_RULES_INVALID'
    ? message('POOL_RULES_INVALID', { count: error.refusal.problems.length })
    : null;
}

function tellPlanner(recipientId: string, pool: string, why: Message, call: Call) {
  const title = message('NOTE_POOL_CHANGE_FAILED', { pool });
  return notify(recipientId, { kind: 'SYSTEM', title, body: why, level: 0 }, call);
}
