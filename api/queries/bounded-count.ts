import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { AnyQuery } from './list.js';

/** How long a list may be counted before its total is given up. */
const COUNT_TIMEOUT_MS = 2_000;
const QUERY_CANCELED = '57014';

/** How many rows a list has; null when counting them takes too long. */
export async function boundedCount(
  database: Database,
  query: AnyQuery,
  timeoutMs = COUNT_TIMEOUT_MS,
): Promise<number | null> {
  const rows = await inTime(
    database,
    sql<{ count: number }>`select count(*)::int as count from (${query}) counted`,
    timeoutMs,
  );
  return rows?.[0]?.count ?? null;
}

/** How many rows each parent has in a list, in one statement; null when counting them takes too long. */
export async function boundedCounts(
  database: Database,
  { query, parent }: { query: RawBuilder<unknown>; parent: string },
): Promise<ReadonlyMap<string, number> | null> {
  const counted = sql<{ parent: string; count: number }>`select ${sql.ref(parent)} as parent, count(*)::int as count
    from (${query}) counted group by ${sql.ref(parent)}`;
  const rows = await inTime(database, counted, COUNT_TIMEOUT_MS);
  return rows && new Map(rows.map((row) => [row.parent, row.count]));
}

/** In a transaction of its own, so that the limit holds for this statement only; null when it was too slow. */
async function inTime<Row>(
  { sql: db }: Database,
  statement: RawBuilder<Row>,
  timeoutMs: number,
): Promise<readonly Row[] | null> {
  try {
    return await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (trx) => {
        await sql`set local statement_timeout = ${sql.lit(timeoutMs)}`.execute(trx);
        return (await statement.execute(trx)).rows;
      });
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) return null;
    throw error;
  }
}
