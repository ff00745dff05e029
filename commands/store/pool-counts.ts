import { sql, type Transaction } from 'kysely';
import type { DB } from '../../schema/generated/kysely/types.js';

/** How many customers stand in these pools, for a statement that reads more of the same moment. */
export const standingIn = (poolIds: readonly string[]) =>
  sql<number>`(select coalesce(sum(customers), 0)::int from "PoolCount" where "poolId" = any(${poolIds}::text[]))`;

/**
 * Counts anew, so that each pool has one row again; who comes and goes meanwhile adds theirs, and waits for nothing. Two counts take turns: the
 * later wouldn't see what the earlier wrote while it waited.
 */
export async function recountPools(db: Transaction<DB>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('pool counts'))`.execute(db);
  await sql`
    with gone as (delete from "PoolCount")
    insert into "PoolCount" ("poolId", customers)
      select "poolId", count(*) from "Customer" where "poolId" is not null group by "poolId"`.execute(db);
}
