import { sql } from 'kysely';
import { event, set } from '../domain/change.js';
import { accept, type Happened } from '../domain/decision.js';
import { seconds } from './store/database-clock.js';
import { command } from './command.js';
import type { Tx } from './store/tx.js';

export interface RecordFault {
  readonly deadlineId: string;
  readonly error: string;
  /** How long it rests after the first fault, the second, …; one more fault parks it. */
  readonly restsMs: readonly number[];
}

const LONGEST_ERROR = 500;

/**
 * A deadline's firing broke through a fault of ours: it rests before the next try, and is parked after the last one, for people to see.
 * Only its own row is locked, so it works where its customer can't even be loaded.
 */
export const recordFault = command('recordFault', async (tx, fault: RecordFault) => {
  const { changes, answer } = await rested(tx, fault);
  return accept(changes, answer);
});

/** The same within a transaction that does other things too. */
export async function rested(tx: Tx, { deadlineId, error, restsMs }: RecordFault): Promise<Happened> {
  const row = await tx.sql
    .updateTable('Deadline')
    .set({ attempts: sql`attempts + 1`, lastError: error.slice(0, LONGEST_ERROR) })
    .where('id', '=', deadlineId)
    .where('status', '=', 'ARMED')
    .returning(['attempts', 'kind', 'customerId', 'leadId'])
    .executeTakeFirst();
  if (!row) return { changes: [], answer: { outcome: 'STALE' } };
  const { attempts, kind, customerId, leadId } = row;
  const restMs = restsMs[attempts - 1];
  if (restMs !== undefined) {
    const retryAt = sql<Date>`clock_timestamp() + ${seconds(restMs)}`;
    await tx.sql.updateTable('Deadline').set({ retryAt }).where('id', '=', deadlineId).execute();
    return { changes: [], answer: { outcome: 'RESTS', attempts } };
  }
  const parked = event('DEADLINE_PARKED', { customerId, leadId, data: { deadlineId, kind, attempts } });
  return {
    changes: [set('Deadline', deadlineId, { status: 'PARKED' }), parked],
    answer: { outcome: 'PARKED', attempts },
  };
}
