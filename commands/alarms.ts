import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '../schema/generated/kysely/types.js';
import { statementClock, seconds } from './store/database-clock.js';
import type { Database } from './store/open-database.js';

/** When to wake a deadline, as the time that is left by the database's clock: a worker's own clock may be wrong. */
export interface Alarm {
  readonly deadlineId: string;
  readonly inMs: number;
}

/** What is overdue by more than this is left to the sweep: an alarm would come later than it. */
const STILL_WORTH_AN_ALARM_MS = 1000;

/**
 * The next deadlines that have no alarm for their present due time, earliest first; they are marked as having one.
 * Marked before it is set: if the process dies in between, the sweep fires the deadline all the same.
 */
export async function claimAlarms(
  { sql: db }: Database,
  { withinMs, limit }: { withinMs: number; limit: number },
): Promise<readonly Alarm[]> {
  const { rows } = await sql<Alarm>`
    with claimed as (
      update "Deadline" set "alarmedFor" = "dueAt" where id in (
        select id from "Deadline"
        where status = 'ARMED' and "alarmedFor" is distinct from "dueAt"
          and "dueAt" > ${statementClock} - ${seconds(STILL_WORTH_AN_ALARM_MS)}
          and "dueAt" <= ${statementClock} + ${seconds(withinMs)}
        order by "dueAt", id limit ${limit} for update skip locked)
      returning id, "dueAt")
    select id as "deadlineId", (extract(epoch from "dueAt" - clock_timestamp()) * 1000)::float8 as "inMs"
    from claimed order by "dueAt", id`.execute(db);
  return rows;
}

/** An alarm rang before its deadline is due: it gets another one. Answers whether that was so. */
export async function forgetIfEarly({ sql: db }: Database, deadlineId: string): Promise<boolean> {
  const forgotten = await db
    .updateTable('Deadline')
    .set({ alarmedFor: null })
    .where('id', '=', deadlineId)
    .where('status', '=', 'ARMED')
    .where('dueAt', '>', statementClock)
    .executeTakeFirst();
  return forgotten.numUpdatedRows > 0n;
}

/** These deadlines have no alarm: the next claim takes them again. */
export async function forgetAlarms(db: Kysely<DB> | Transaction<DB>, deadlineIds: readonly string[]): Promise<void> {
  if (deadlineIds.length === 0) return;
  await db
    .updateTable('Deadline')
    .set({ alarmedFor: null })
    .where('id', 'in', deadlineIds)
    .where('status', '=', 'ARMED')
    .execute();
}

/** The store of alarms has lost them: all are set again. Only those due within the window can have one. */
export async function forgetAllAlarms({ sql: db }: Database, { withinMs }: { withinMs: number }): Promise<void> {
  await sql`
    update "Deadline" set "alarmedFor" = null
    where status = 'ARMED' and "alarmedFor" is not null and "dueAt" <= ${statementClock} + ${seconds(withinMs)}`.execute(
    db,
  );
}
