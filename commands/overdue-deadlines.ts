import { sql } from 'kysely';
import type { Deadline } from '../domain/deadline/deadline.js';
import { statementClock, seconds } from './store/database-clock.js';
import type { Database } from './store/open-database.js';

/** A place in the order in which deadlines are due. */
export interface DuePlace {
  readonly id: string;
  readonly dueAt: Date;
}

export type Overdue = DuePlace & Pick<Deadline, 'kind' | 'rule' | 'attempts' | 'customerId' | 'leadId'>;

/** Before every deadline there is. */
export const FROM_THE_FIRST: DuePlace = { id: '', dueAt: new Date(0) };

interface Asked {
  readonly after: DuePlace;
  readonly limit: number;
  /** Only what came due within this time; left out: however long ago. */
  readonly withinMs?: number;
}

/** The next deadlines after a place that are due, in due order. Those that failed are left out until their next try. */
export async function findOverdue(
  { sql: db }: Database,
  { after, limit, withinMs }: Asked,
): Promise<readonly Overdue[]> {
  const notBefore = withinMs === undefined ? sql`` : sql`and "dueAt" > ${statementClock} - ${seconds(withinMs)}`;
  const { rows } = await sql<Overdue>`
    select id, "dueAt", kind, rule, attempts, "customerId", "leadId" from "Deadline"
    where status = 'ARMED' and "dueAt" <= ${statementClock} ${notBefore}
      and ("retryAt" is null or "retryAt" <= ${statementClock})
      and ("dueAt", id) > (${after.dueAt}, ${after.id})
    order by "dueAt", id limit ${limit}`.execute(db);
  return rows;
}
