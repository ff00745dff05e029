import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { AnyQuery } from './list.js';

/** How long a list may be counted before its total is given up. */
const COUNT_TIMEOUT_MS = 2_000;
const QUERY_CANCELED = '57014';

/** How many rows a list has; null when counting them takes too long. In a transaction of its own, which bounds only this statement. */
export async function boundedCount({ sql: db }: Database, query: AnyQuery, timeoutMs = COUNT_TIMEOUT_MS): Promise<number | null> {
  try {
    return await db
      .transaction()
      .setAccessMode('read only')
      .execute(async (trx) => {
        await sql`set local statement_timeout = ${sql.lit(timeoutMs)}`.execute(trx);
        const { rows } = await sql<{ count: number }>`select count(*)::int as count from (${query}) counted`.execute(trx);
        return rows[0]!.count;
      });
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) return null;
    throw error;
  }
}
