import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { localDay, spanLength, type WorkCalendar } from '../../domain/calendar.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import type { Pool } from '../../domain/pool/pool.js';
import type { ClaimRecord } from '../../domain/pool/quota.js';
import type { CoolDownFor } from '../../domain/pool/rules.js';
import { databaseNow } from './idempotency.js';
import type { Database } from './open-database.js';
import type { Tx } from './tx.js';

type Sql = Database['sql'] | Tx['sql'];

/**
 * Claims of one person take turns from here to the end of their transactions, so that each counts those before it; the customer's row is
 * locked before. Automatic assignment, which fills up people as well, keeps all of them out.
 */
export async function lockClaims(tx: Tx, userId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtext('lead assignment')), pg_advisory_xact_lock(hashtext('claims'), hashtext(${userId}))`.execute(
    tx.sql,
  );
  tx.now = await databaseNow(tx.sql);
}

interface Counted {
  readonly poolId: string;
  readonly claimedToday: number;
  readonly held: number;
  readonly misses: readonly string[];
}

type Counts = Omit<ClaimRecord, 'gaveUpAt'>;

/** What counts for and against somebody who claims from a pool. */
export async function claimCounts(
  db: Sql,
  userId: string,
  pool: Pool,
  now: Date,
  calendar: WorkCalendar,
): Promise<Counts> {
  return (await claimCountsOf(db, userId, [pool], now, calendar)).get(pool.id)!;
}

/** The same for several pools, in one statement. */
export async function claimCountsOf(
  db: Sql,
  userId: string,
  pools: readonly Pool[],
  now: Date,
  calendar: WorkCalendar,
): Promise<ReadonlyMap<string, Counts>> {
  const asked = pools.map(({ id, rules: { suspension, holdingCapExcludes } }) => ({
    id,
    excludes: holdingCapExcludes,
    since: new Date(
      now.getTime() - (suspension === null ? 0 : spanLength(suspension.missesWithin) + spanLength(suspension.for)),
    ),
  }));
  const today = localDay(now, calendar.timeZone);
  const { rows } = await sql<Counted>`
    with ended as materialized (
      select p.id as "playbookId", s ->> 'code' as stage from "Playbook" p, jsonb_array_elements(p.definition -> 'stages') s
      where (s ->> 'end')::boolean)
    select p.id as "poolId",
      (select count(*)::int from "Claim" where "userId" = ${userId} and "claimedOn" = ${today})
        + (select count(*)::int from "LeadClaim" where "userId" = ${userId} and "claimedOn" = ${today}) as "claimedToday",
      (select count(*)::int from "Customer" c where c."ownerId" = ${userId} and c."mergedIntoId" is null
        and not p.excludes ? c.stage and (c."playbookId", c.stage) not in (select "playbookId", stage from ended)) as held,
      array(select "missedAt" from "Claim" where "userId" = ${userId} and "missedAt" > p.since order by "missedAt") as misses
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) p(id text, excludes jsonb, since timestamptz)`.execute(db);
  return new Map(
    rows.map(({ poolId, misses, ...counts }) => [poolId, { ...counts, misses: misses.map((at) => new Date(at)) }]),
  );
}

/** When this person last lost this customer, as far as the pool makes them wait for it. */
export async function gaveUpAt(
  { sql: db }: Tx,
  userId: string,
  { customer }: CustomerFile,
  { rules }: Pool,
): Promise<Date | null> {
  if (rules.coolDownFor === 'LAST_OWNER') return customer.lastOwnerId === userId ? customer.pooledAt : null;
  const { rows } = await sql<{ at: Date | null }>`
    select max(e.at) as at from "Event" e where e."customerId" = ${customer.id}
      and e.changes @> ${JSON.stringify([{ field: 'ownerId', old: userId }])}::jsonb`.execute(db);
  return rows[0]!.at;
}

/** Since when this lead is offered, and when this person last lost it, as far as the pool makes them wait for it; as the log tells it; one that was never anywhere else since it arrived. */
export async function offerOfLead(
  { sql: db }: Tx,
  userId: string,
  { lead }: LeadFile,
  { id: poolId, rules }: Pool,
): Promise<{ readonly offeredAt: Date; readonly gaveUpAt: Date | null }> {
  const at = (change: object) => sql`(select max(e.at) from "Event" e
    where e."leadId" = ${lead.id} and e.changes @> ${JSON.stringify([change])}::jsonb)`;
  const waits = rules.coolDownFor === 'ANY_EARLIER_OWNER' || lead.lastOwnerId === userId;
  const { rows } = await sql<{ offeredAt: Date; gaveUpAt: Date | null }>`
    select coalesce(${at({ field: 'poolId', new: poolId })}, ${lead.receivedAt}::timestamptz) as "offeredAt",
      ${waits ? at({ field: 'ownerId', old: userId }) : sql`null::timestamptz`} as "gaveUpAt"`.execute(db);
  return rows[0]!;
}

/** Whether a customer `c` isn't one that this person has to wait for. */
export const freeFrom = (coolDownFor: CoolDownFor, userId: string, lostBefore: Date): RawBuilder<SqlBool> =>
  coolDownFor === 'LAST_OWNER'
    ? sql<SqlBool>`(c."lastOwnerId" is distinct from ${userId} or c."pooledAt" <= ${lostBefore})`
    : sql<SqlBool>`not exists (select 1 from "Event" e where e."customerId" = c.id and e.at > ${lostBefore}
        and e.changes @> ${JSON.stringify([{ field: 'ownerId', old: userId }])}::jsonb)`;

/** Whether a customer `c` is one that this person has to wait for: told by their tenures, of which there are few, before the log is asked. */
export const heldBackFrom = (coolDownFor: CoolDownFor, userId: string, lostBefore: Date): RawBuilder<SqlBool> =>
  coolDownFor === 'LAST_OWNER'
    ? sql<SqlBool>`(c."lastOwnerId" = ${userId} and c."pooledAt" > ${lostBefore})`
    : sql<SqlBool>`(c.id in (select t."customerId" from "Tenure" t where t."ownerId" = ${userId} and t."endedAt" > ${lostBefore})
        and not ${freeFrom(coolDownFor, userId, lostBefore)})`;
