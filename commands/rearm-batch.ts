import type { Selectable } from 'kysely';
import type { Changes } from '../domain/change.js';
import { accept, type Call } from '../domain/decision.js';
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
import { isUnavailable } from './store/unavailable.js';

export interface RearmBatch {
  /** Customers in one transaction. */
  readonly limit: number;
  /** Whom to pass over, as a fault stands in the way of them: their timers follow at their next change. Nobody, if others were faster. */
  readonly pass?: string;
}

/** The timers of the first of a batch, or of others in it, can't follow. */
export class RearmFault extends Error {
  override readonly name = 'RearmFault';
  constructor(
    readonly customerId: string,
    cause: unknown,
  ) {
    super(`The timers from ${customerId} on could not follow`, { cause });
  }
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
export const rearmBatch = command('rearmBatch', async (tx, { limit, pass }: RearmBatch, call) => {
  const run = await nextRun(tx);
  if (!run) return accept([], { outcome: 'NONE' satisfies Rearmed });
  const ids = await nextConcerned(tx, run, limit);
  if (pass !== undefined && ids[0] !== pass) return accept([], { outcome: 'MORE' satisfies Rearmed });
  const changes = pass === undefined ? await followed(tx, run, ids, call) : [];
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

async function followed(tx: Tx, run: Selectable<RearmRun>, ids: readonly string[], call: Call): Promise<Changes> {
  const [first] = ids;
  if (first === undefined) return [];
  try {
    const files = await tx.lockCustomers(ids);
    return files.flatMap((file) => inLine(file, [], call, { before: fileBefore(file, run) }));
  } catch (error) {
    if (isUnavailable(error)) throw error; // nobody's fault, and it passes
    throw new RearmFault(first, error);
  }
}

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
