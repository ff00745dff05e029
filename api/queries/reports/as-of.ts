import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';

/** The time as the database knows it: what a report is as of. */
export async function databaseTime({ sql: db }: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select date_trunc('milliseconds', clock_timestamp()) as now`.execute(db);
  return rows[0]!.now;
}
