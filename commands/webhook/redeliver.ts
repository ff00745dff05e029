import { sql } from 'kysely';
import { accept, badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { command } from '../command.js';
import { lockLane } from '../delivery/lane.js';
import type { Tx } from '../store/tx.js';

export interface Redeliver {
  readonly deliveryId: string;
}

/** Sends a message again, with all its tries and under the same id, whatever became of it; where its receiver is switched off, it waits. */
export const redeliver = command('redeliver', async (tx, { deliveryId }: Redeliver) => {
  const found = await tx.sql
    .selectFrom('Delivery')
    .select(['laneKey', 'webhookId'])
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  if (!found) throw notFound('deliveryId');
  const lane = await lockLane(tx, found.laneKey);
  if (found.webhookId !== null) await requireWebhook(tx, found.webhookId);
  const now = sql<Date>`clock_timestamp()`;
  await tx.sql
    .updateTable('Delivery')
    .set((column) => ({
      status: 'PENDING' as const,
      attemptsBefore: column.ref('attempts'),
      nextAttemptAt: now,
      lastError: null,
      deliveredAt: null,
    }))
    .where('id', '=', deliveryId)
    .execute();
  if (lane.pausedAt === null)
    await tx.sql.updateTable('DeliveryLane').set({ nextAt: now }).where('key', '=', found.laneKey).execute();
  return accept([], { deliveryId });
});

async function requireWebhook({ sql: db }: Tx, id: string): Promise<void> {
  const found = await db.selectFrom('Webhook').select('id').where('id', '=', id).executeTakeFirst();
  if (!found) throw badInput('deliveryId', message('WEBHOOK_REMOVED'));
}
