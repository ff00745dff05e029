import { event, type Change, type FieldChange } from '../domain/change.js';
import { badInput } from '../domain/decision.js';
import { fieldChanges, isSameValue } from '../domain/field-changes.js';
import { message } from '../domain/message.js';
import { readName } from '../domain/people/user.js';
import type { Pool } from '../domain/pool/pool.js';
import { poolRules } from '../domain/pool/rules.js';
import { rearmForPool } from './rearm-batch.js';
import {
  growPool,
  lockPool,
  refuseBrokenRules,
  refuseToCloseTheLast,
  requireTeams,
  setPoolTeams,
} from './store/pool-rows.js';
import { shippedPoolRules } from './store/pools.js';
import type { Tx } from './store/tx.js';

/** What is to change of a pool; what is left out stays. */
export interface PoolWishes {
  readonly name?: string | null;
  readonly teamIds?: readonly string[] | null;
  readonly rules?: unknown;
}

/** The pool that somebody wishes to change, and the version of it that they saw. */
export interface SeenPool {
  readonly poolId: string;
  readonly version?: number | null;
}

/** A change that may be made. */
export interface PoolChange {
  readonly before: Awaited<ReturnType<typeof lockPool>>;
  readonly after: { readonly name: string; readonly teamIds: readonly string[]; readonly rules: unknown };
  readonly changes: readonly FieldChange[];
}

/** Another name, other teams, other rules: what these leave out is as the product ships it, not as it was before. */
export async function checkPoolChange(tx: Tx, seen: SeenPool, wishes: PoolWishes): Promise<PoolChange> {
  const { poolId, version } = seen;
  const before = await lockPool(tx, poolId, version);
  const name = wishes.name === undefined || wishes.name === null ? before.name : readName(wishes.name);
  const teamIds = wishes.teamIds ? [...new Set(wishes.teamIds)] : [...before.teamIds];
  const rules = wishes.rules ?? before.ownRules;
  const changes = fieldChanges(
    { name: before.name, teamIds: [...before.teamIds].sort(), rules: before.ownRules },
    { name, teamIds: [...teamIds].sort(), rules },
  );
  if (changes.some(({ field }) => field === 'rules')) await refuseBrokenRules(tx, rules);
  if (teamIds.length > 0) await refuseToCloseTheLast(tx, before);
  await requireTeams(tx, teamIds);
  const taken = await tx.sql
    .selectFrom('Pool')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', poolId)
    .executeTakeFirst();
  if (taken) throw badInput('name', message('NAME_TAKEN'));
  return { before, after: { name, teamIds, rules }, changes };
}

/** Makes a change that was checked; the timers follow in batches. */
export async function makePoolChange(tx: Tx, { before, after, changes }: PoolChange, data: object = {}) {
  if (changes.length === 0) return [];
  const { id: poolId, kind } = before;
  await tx.sql
    .updateTable('Pool')
    .set({ name: after.name, rules: JSON.stringify(after.rules) })
    .where('id', '=', poolId)
    .execute();
  await growPool(tx, poolId);
  await setPoolTeams(tx, poolId, after.teamIds);
  if (movesTimers(before, after)) await rearmForPool(tx, poolId, { rules: before.ownRules, teamIds: before.teamIds });
  return [event('POOL_CHANGED', { changes, data: { poolId, name: after.name, kind, ...data } })];
}

/** What is planned of a locked pool is another now, or nothing: whoever watches it is told. */
export async function planChanged(tx: Tx, { id: poolId, name, kind }: Pool, plannedFor: Date | null): Promise<Change> {
  await growPool(tx, poolId);
  return event('POOL_CHANGED', { data: { poolId, name, kind, plannedFor: plannedFor?.toISOString() ?? null } });
}

/** The rules that timers follow. */
const TIMED = ['reclaim', 'longestHold', 'warnBefore', 'exempt', 'calendar', 'unclaimed'] as const;

/** Other limits of claims move no timer, and only public pools take anybody back. */
function movesTimers(before: PoolChange['before'], after: PoolChange['after']): boolean {
  if (before.kind !== 'PUBLIC') return false;
  const rules = poolRules(after.rules, shippedPoolRules());
  const teams = [before.teamIds, after.teamIds].map((ids) => [...ids].sort());
  return !isSameValue(teams[0], teams[1]) || TIMED.some((name) => !isSameValue(before.rules[name], rules[name]));
}
