import { decideRetry } from '../domain/deadline/retry.js';
import { notFound } from '../domain/decision.js';
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
