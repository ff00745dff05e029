import { event } from '../domain/change.js';
import { accept, badInput } from '../domain/decision.js';
import { message } from '../domain/message.js';
import { readName } from '../domain/people/user.js';
import type { PoolKind } from '../domain/pool/pool.js';
import { command } from './command.js';
import { rearmForPool } from './rearm-batch.js';
import { refuseBrokenRules, requireTeams, setPoolTeams } from './store/pool-rows.js';

export interface CreatePool {
  readonly name: string;
  readonly kind: PoolKind;
  readonly teamIds?: readonly string[] | null;
  readonly rules: unknown;
}

/** A new pool: from now on what its teams lose or give back goes there, as it is the newest of its kind that names them. */
export const createPool = command('createPool', async (tx, input: CreatePool, call) => {
  const { kind, rules } = input;
  const name = readName(input.name);
  const teamIds = [...new Set(input.teamIds ?? [])];
  await refuseBrokenRules(tx, rules);
  await requireTeams(tx, teamIds);
  const taken = await tx.sql.selectFrom('Pool').select('id').where('name', '=', name).executeTakeFirst();
  if (taken) throw badInput('name', message('NAME_TAKEN'));
  const id = call.newId('Pool');
  await tx.sql
    .insertInto('Pool')
    .values({ id, name, kind, rules: JSON.stringify(rules), createdAt: call.now })
    .execute();
  await setPoolTeams(tx, id, teamIds);
  if (kind === 'PUBLIC') await rearmForPool(tx, id, null);
  const changes = Object.entries({ name, kind, teamIds, rules }).map(([field, value]) => ({
    field,
    old: null,
    new: value,
  }));
  return accept([event('POOL_CHANGED', { changes, data: { poolId: id, name, kind } })], { poolId: id });
});
