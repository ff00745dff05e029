import { sql } from 'kysely';
import type { Person } from '../../domain/people.js';
import type { Tx } from '../store/tx.js';

type Work = 'DIGEST';

/** Which of these subjects nobody has done the work for in this period: they are this transaction's from now on. */
export async function takeOn(
  tx: Tx,
  work: Work,
  period: string,
  subjects: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    insert into "RecurringRun" (work, period, subject, "doneAt")
    select ${work}, ${period}, s.id, ${tx.now}::timestamptz from unnest(${[...subjects].sort()}::text[]) s (id)
    on conflict do nothing returning subject`.execute(tx.sql);
  return rows.map(({ subject }) => subject);
}

/** Everybody there is, programs left out. */
export const everyPerson = ({ sql: db }: Tx): Promise<readonly Person[]> =>
  db
    .selectFrom('User')
    .select(['id', 'role', 'teamId', 'active', 'onLeaveUntil', 'delegateId'])
    .where('apiKeyId', 'is', null)
    .orderBy('id')
    .execute();
