import type { DeadlineKind } from '../domain/deadline/deadline.js';
import { decideRetry } from '../domain/deadline/retry.js';
import { accept, notFound } from '../domain/decision.js';
import { command } from './command.js';

export interface RetryDeadline {
  readonly deadlineId: string;
}

/** Arms a parked deadline again. Only its own row is locked, so that it works where its customer can't be loaded. */
export const retryDeadline = command('retryDeadline', async (tx, { deadlineId }: RetryDeadline) => {
  const row = await tx.sql
    .selectFrom('Deadline')
    .select(['id', 'kind', 'status', 'customerId', 'leadId'])
    .where('id', '=', deadlineId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound('deadlineId');
  return decideRetry(row);
});

export interface RetryDeadlines {
  /** Left out: of all kinds. */
  readonly kinds?: readonly DeadlineKind[] | null;
}

/** Timers in one call, which fire within seconds of it. */
export const RETRIED_AT_ONCE = 500;

/** The same for many that are parked, the earliest due first; those that somebody else is at are left to them. */
export const retryDeadlines = command('retryDeadlines', async (tx, { kinds }: RetryDeadlines) => {
  const parked = tx.sql
    .selectFrom('Deadline')
    .where('status', '=', 'PARKED')
    .$if(!!kinds, (query) => query.where('kind', 'in', kinds!));
  const rows = await parked
    .select(['id', 'kind', 'status', 'customerId', 'leadId'])
    .orderBy('dueAt')
    .orderBy('id')
    .limit(RETRIED_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute();
  const { count } = await parked.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const changes = rows.map(decideRetry).flatMap((decision) => (decision.accepted ? decision.changes : []));
  return accept(changes, { retried: rows.length, left: Number(count) - rows.length });
});
