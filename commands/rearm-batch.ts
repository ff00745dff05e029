import { isDeepStrictEqual } from 'node:util';
import { sql, type Selectable } from 'kysely';
import type { WorkCalendar } from '../domain/calendar.js';
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
import { calendarFrom } from './store/settings.js';
import type { Tx } from './store/tx.js';
import { isUnavailable } from './store/unavailable.js';

export interface RearmBatch {
  /** Customers and leads in one transaction. */
  readonly limit: number;
  /** Whom to pass over, as a fault stands in the way of them: their timers follow at their next change. Nobody, if others were faster. */
  readonly pass?: string;
}

/** The timers of the first of a batch, or of others in it, can't follow. */
export class RearmFault extends Error {
  override readonly name = 'RearmFault';
  constructor(
    readonly subjectId: string,
    cause: unknown,
  ) {
    super(`The timers from ${subjectId} on could not follow`, { cause });
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
 * Brings the timers of the next customers, and leads, in line with a pool, an owner or a calendar that was changed: whoever changes again before it
 * is done is followed by a run of its own. How far it has come is written with the timers, so a worker that dies is followed by another.
 */
export const rearmBatch = command('rearmBatch', async (tx, { limit, pass }: RearmBatch, call) => {
  const run = await nextRun(tx);
  if (!run) return accept([], { outcome: 'NONE' satisfies Rearmed });
  const next = await nextConcerned(tx, run, limit);
  const [first] = [...next.customers, ...next.leads];
  if (pass !== undefined && first !== pass) return accept([], { outcome: 'MORE' satisfies Rearmed });
  const changes = pass === undefined && first !== undefined ? await followed(tx, run, { ...next, first }, call) : [];
  const count = next.customers.length + next.leads.length;
  const isDone = count < limit;
  await tx.sql
    .updateTable('RearmRun')
    .set({
      lastCustomerId: next.customers.at(-1) ?? run.lastCustomerId,
      lastLeadId: next.leads.at(-1) ?? run.lastLeadId,
      done: run.done + count,
      finishedAt: isDone ? tx.now : null,
    })
    .where('id', '=', run.id)
    .execute();
  return accept(changes, { outcome: (isDone ? 'DONE' : 'MORE') satisfies Rearmed });
});

/** The next of a run, customers before leads. */
interface Concerned {
  readonly customers: readonly string[];
  readonly leads: readonly string[];
}

type Run = Selectable<RearmRun>;

async function followed(tx: Tx, run: Run, next: Concerned & { first: string }, call: Call): Promise<Changes> {
  try {
    const customers = await tx.lockCustomers(next.customers);
    const leads = await tx.lockLeads(next.leads);
    return [
      ...customers.flatMap((file) => inLine(file, [], call, { before: fileBefore(file, run) })),
      ...leads.flatMap((file) => inLine(file, [], call, { before: { ...file, calendar: calendarBefore(run) } })),
    ];
  } catch (error) {
    if (isUnavailable(error)) throw error; // nobody's fault, and it passes
    throw new RearmFault(next.first, error);
  }
}

/** One after the other: each begins where the one before it left the timers. */
async function nextRun({ sql: db }: Tx): Promise<Run | null> {
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

/** Those who may be taken back to the pool, and those who wait in it; or those that somebody owns; or, for a calendar, all that have timers. */
async function nextConcerned({ sql: db }: Tx, run: Run, limit: number): Promise<Concerned> {
  const { poolId, ownerId, lastCustomerId, lastLeadId } = run;
  const rows = await db
    .selectFrom('Customer')
    .select('id')
    .where((where) => {
      if (ownerId !== null) return where('ownerId', '=', ownerId);
      if (poolId === null) return sql<boolean>`exists (${standing('customerId')} = "Customer".id)`;
      return where.or([where('ownerId', 'is not', null), where('poolId', '=', poolId)]);
    })
    .where('id', '>', lastCustomerId ?? '')
    .orderBy('id')
    .limit(limit)
    .execute();
  const customers = rows.map(({ id }) => id);
  if (!isOfCalendar(run) || customers.length === limit) return { customers, leads: [] };
  const leads = await db
    .selectFrom('Lead')
    .select('id')
    .where(sql<boolean>`exists (${standing('leadId')} = "Lead".id)`)
    .where('id', '>', lastLeadId ?? '')
    .orderBy('id')
    .limit(limit - customers.length)
    .execute();
  return { customers, leads: leads.map(({ id }) => id) };
}

const standing = (column: 'customerId' | 'leadId') =>
  sql`select 1 from "Deadline" d where d.status in ('ARMED', 'PARKED') and d.${sql.ref(column)}`;

const isOfCalendar = ({ poolId, ownerId }: Run): boolean => poolId === null && ownerId === null;
const calendarBefore = ({ before }: Run): WorkCalendar => before as WorkCalendar;

function fileBefore(file: CustomerFile, run: Run): CustomerFile {
  const { poolId, ownerId, before } = run;
  if (isOfCalendar(run)) return { ...file, calendar: calendarBefore(run) };
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

/**
 * The calendar that armed timers were set by isn't the one that holds: they follow, those of leads too. Called where the settings change, and at
 * each start, as the product may ship other holidays by now. `wasOf` says what held where that isn't written yet.
 */
export async function rearmForCalendar(tx: Tx, wasOf: Calendared | null, of: Calendared): Promise<void> {
  const row = await tx.sql.selectFrom('Settings').select('armedBy').where('id', '=', 1).executeTakeFirstOrThrow();
  const before = row.armedBy ?? (wasOf && asWritten(calendarFrom(wasOf)));
  const now = asWritten(calendarFrom(of));
  if (isDeepStrictEqual(row.armedBy, now)) return;
  await tx.sql
    .updateTable('Settings')
    .set({ armedBy: JSON.stringify(now) })
    .where('id', '=', 1)
    .execute();
  if (before !== null && !isDeepStrictEqual(before, now)) await begin(tx, { before: before as object });
}

type Calendared = Parameters<typeof calendarFrom>[0];

const asWritten = (calendar: WorkCalendar): unknown => JSON.parse(JSON.stringify(calendar));

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
