import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { command } from '../command.js';

/**
 * What goes through the organisation's own accounts is tried again after a start, which is when an operator has corrected something; by one call at
 * first.
 */
export const resumeOwn = command('resumeOwn', async (tx, _: Readonly<Record<string, never>>) => {
  await tx.sql
    .updateTable('DeliveryLane')
    .set({ pausedAt: null, pausedBecause: null, nextAt: sql`clock_timestamp()` })
    .whereRef('key', '=', 'route')
    .where('pausedAt', 'is not', null)
    .execute();
  return accept([]);
});
