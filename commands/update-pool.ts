import { event } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { fieldChanges } from '../domain/field-changes.js';
import { message } from '../domain/message.js';
import { readName } from '../domain/people/user.js';
import { command } from './command.js';
import { rearmForPool } from './rearm-batch.js';
import { lockPool, refuseBrokenRules, refuseToCloseTheLast, setPoolTeams } from './store/pool-rows.js';

export interface UpdatePool {
  readonly poolId: string;
  readonly name?: string | null;
  readonly teamIds?: readonly string[] | null;
  readonly rules?: unknown;
}

/** Another name, other teams, other rules: what these leave out is as the product ships it, not as it was before. Timers follow in batches. */
export const updatePool = command('updatePool', async (tx, { poolId, ...wishes }: UpdatePool) => {
  const before = await lockPool(tx, poolId);
  const name = wishes.name === undefined || wishes.name === null ? before.name : readName(wishes.name);
  const teamIds = wishes.teamIds ? [...new Set(wishes.teamIds)] : [...before.teamIds];
  const rules = wishes.rules ?? before.ownRules;
  const changes = fieldChanges(
    { name: before.name, teamIds: [...before.teamIds].sort(), rules: before.ownRules },
    { name, teamIds: [...teamIds].sort(), rules },
  );
  if (changes.length === 0) return accept([], { poolId });
  if (changes.some(({ field }) => field === 'rules')) await refuseBrokenRules(tx, rules);
  if (teamIds.length > 0) await refuseToCloseTheLast(tx, before);
  const taken = await tx.sql
    .selectFrom('Pool')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', poolId)
    .executeTakeFirst();
  if (taken) throw badInput('name', message('NAME_TAKEN'));
  await tx.sql
    .updateTable('Pool')
    .set({ name, rules: JSON.stringify(rules) })
    .where('id', '=', poolId)
    .execute();
  await setPoolTeams(tx, poolId, teamIds);
  if (changes.some(({ field }) => field !== 'name'))
    await rearmForPool(tx, poolId, { rules: before.ownRules, teamIds: before.teamIds });
  return accept([event('POOL_CHANGED', { changes, data: { poolId, name, kind: before.kind } })], { poolId });
});
