import type { Selectable } from 'kysely';
import { accept } from '../domain/decision.js';
import type { CustomerFile } from '../domain/customer/customer.js';
import type { Person } from '../domain/people.js';
import type { Pool } from '../domain/pool/pool.js';
import { poolRules } from '../domain/pool/rules.js';
import { inLine } from '../domain/settle.js';
import type { RearmRun } from '../schema/generated/kysely/types.js';
import { command } from './command.js';
import { revived } from './store/json-rows.js';
import { shippedPoolRules } from './store/pools.js';
import type { Tx } from './store/tx.js';

export interface RearmBatch {
  /** Customers in one transaction. */
  readonly limit: number;
  /** Passes over those that a fault stands in the way of: their timers follow at their next change. */
  readonly pass?: boolean;
}

/** NONE: nothing was changed, or another worker is at it. */
export type Rearmed = 'NONE' | 'MORE' | 'DONE';

/** What a pool was before it was changed. */
export interface PoolBefore {
  readonly rules: unknown;
  readonly teamIds: readonly string[];
}

/** What an owner was before they were changed. */
export type OwnerBefore = Pick<Person, 'teamId' | 'onLeaveUntil'>;

/**
 * Brings the timers of the next customers in line with a pool or an owner that was changed: whoever changes again before it is done is followed by
 * a run of its own. How far it has come is written with the timers, so a worker that dies is followed by another.
 */
export const rearmBatch = command('rearmBatch', async (tx, { limit, pass = false }: RearmBatch, call) => {
  const run = await nextRun(tx);
  if (!run) return accept([], { outcome: 'NONE' satisfies Rearmed });
  const ids = await nextConcerned(tx, run, limit);
  const files = pass ? [] : await tx.lockCustomers(ids);
  const changes = files.flatMap((file) => inLine(file, [], call, { before: fileBefore(file, run) }));
  const isDone = ids.length < limit;
  await tx.sql
    .updateTable('RearmRun')
    .set({
      lastCustomerId: ids.at(-1) ?? run.lastCustomerId,
      done: run.done + ids.length,
      finishedAt: isDone ? tx.now : null,
    })
    .where('id', '=', run.id)
    .execute();
  return accept(changes, { outcome: (isDone ? 'DONE' : 'MORE') satisfies Rearmed });
});

/** One after the other: each begins where the one before it left the timers. */
async function nextRun({ sql: db }: Tx): Promise<Selectable<RearmRun> | null> {
  const oldest = db
    .selectFrom('RearmRun')
    .select('id')
    .where('finishedAt', 'is', null)
    .orderBy('startedAt')
    .orderBy('id')
    .limit(1);
  const locked = db.selectFrom('RearmRun').selectAll().where('id', 'in', oldest).forUpdate().skipLocked();
  return (await locked.executeTakeFirst()) ?? null;
}

/** Those who may be taken back to the pool, and those who wait in it; or those that somebody owns. */
async function nextConcerned(
  { sql: db }: Tx,
  { poolId, ownerId, lastCustomerId }: Selectable<RearmRun>,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('Customer')
    .select('id')
    .where((where) =>
      ownerId === null
        ? where.or([where('ownerId', 'is not', null), where('poolId', '=', poolId)])
        : where('ownerId', '=', ownerId),
    )
    .where('id', '>', lastCustomerId ?? '')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

function fileBefore(file: CustomerFile, { poolId, ownerId, before }: Selectable<RearmRun>): CustomerFile {
  if (ownerId === null) return { ...file, pools: poolsBefore(file.pools, poolId!, before as PoolBefore | null) };
  const { teamId, onLeaveUntil } = revived(before as OwnerBefore);
  const people = file.people.map((one) => (one.id === ownerId ? { ...one, teamId, onLeaveUntil } : one));
  return { ...file, people };
}

function poolsBefore(pools: readonly Pool[], poolId: string, before: PoolBefore | null): readonly Pool[] {
  if (before === null) return pools.filter(({ id }) => id !== poolId);
  const { rules, teamIds } = before;
  return pools.map((pool) =>
    pool.id === poolId ? { ...pool, rules: poolRules(rules, shippedPoolRules()), teamIds } : pool,
  );
}

/** A pool is changed in this transaction: the timers follow. Null: it is new. */
export const rearmForPool = (tx: Tx, poolId: string, before: PoolBefore | null): Promise<void> =>
  begin(tx, { poolId, before });

/** Somebody's team or leave is changed in this transaction: the timers of their customers follow. */
export const rearmForOwner = (tx: Tx, ownerId: string, { teamId, onLeaveUntil }: OwnerBefore): Promise<void> =>
  begin(tx, { ownerId, before: { teamId, onLeaveUntil } });

async function begin(tx: Tx, { before, ...of }: { poolId?: string; ownerId?: string; before: object | null }) {
  await tx.sql
    .insertInto('RearmRun')
    .values({
      id: tx.newId('RearmRun'),
      ...of,
      before: before === null ? null : JSON.stringify(before),
      startedAt: tx.now,
    })
    .execute();
}
