import { sql } from 'kysely';
import { seconds } from './alarms.js';
import type { Database } from './store/open-database.js';

export interface Overdue {
  readonly id: string;
  readonly dueAt: Date;
}

/** Before every deadline there is. */
export const FROM_THE_FIRST: Overdue = { id: '', dueAt: new Date(0) };

/** The next deadlines after one that nothing has fired in time, in due order. Those that failed are left out until their next try. */
export async function findOverdue(
  { sql: db }: Database,
  { after, forMs, limit }: { after: Overdue; forMs: number; limit: number },
): Promise<readonly Overdue[]> {
  const { rows } = await sql<Overdue>`
    select id, "dueAt" from "Deadline"
    where status = 'ARMED' and "dueAt" <= clock_timestamp() - ${seconds(forMs)}
      and ("retryAt" is null or "retryAt" <= clock_timestamp())
      and ("dueAt", id) > (${after.dueAt}, ${after.id})
    order by "dueAt", id limit ${limit}`.execute(db);
  return rows;
}
