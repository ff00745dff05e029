import { sql } from 'kysely';
import { accept, notFound } from '../../domain/decision.js';
import { decideWebhookTest } from '../../domain/webhook/webhook.js';
import { command } from '../command.js';
import { queueDeliveries } from '../delivery/queue.js';
import type { Tx } from '../store/tx.js';
import { laneOf } from './webhook-lane.js';

export interface TestWebhook {
  readonly webhookId: string;
}

/** Calls a webhook once to see whether it works, by the same way as for an event. */
export const testWebhook = command('testWebhook', async (tx, { webhookId }: TestWebhook, call) => {
  const found = await tx.sql
    .selectFrom('Webhook')
    .select('active')
    .where('id', '=', webhookId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!found) throw notFound('webhookId');
  const decision = decideWebhookTest({ isActive: found.active, recent: await recentTests(tx, webhookId) }, call);
  if (!decision.accepted) return decision;
  const { deliveryId: id } = decision.answer as { readonly deliveryId: string };
  const place = { channel: 'WEBHOOK', route: 'EVENT', laneKey: laneOf(webhookId), webhookId } as const;
  await queueDeliveries(tx, [{ ...place, id, onceKey: `${id}/test`, nextAttemptAt: call.now }]);
  return accept([], { deliveryId: id });
});

async function recentTests({ sql: db }: Tx, webhookId: string): Promise<readonly Date[]> {
  const rows = await db
    .selectFrom('Delivery')
    .select('createdAt')
    .where('webhookId', '=', webhookId)
    .where('eventTx', 'is', null)
    .where('createdAt', '>', sql<Date>`clock_timestamp() - interval '1 minute'`)
    .orderBy('createdAt')
    .execute();
  return rows.map(({ createdAt }) => createdAt);
}
