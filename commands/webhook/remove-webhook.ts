import { accept, notFound } from '../../domain/decision.js';
import { OPEN_DELIVERIES, type Suppression } from '../../domain/delivery/delivery.js';
import { webhookRemoved } from '../../domain/webhook/webhook.js';
import { command } from '../command.js';
import { laneOf, pauseLane } from './webhook-lane.js';

export interface RemoveWebhook {
  readonly webhookId: string;
}

/** Nothing more is sent there, its secrets are forgotten, and what waits never goes; what was sent stays to be read. */
export const removeWebhook = command('removeWebhook', async (tx, { webhookId: id }: RemoveWebhook) => {
  const columns = ['url', 'types', 'active'] as const;
  const before = await tx.sql.selectFrom('Webhook').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!before) throw notFound('webhookId');
  // The lane first: whoever is about to call, or to send again, holds it.
  await pauseLane(tx, id, 'removed by an administrator');
  const not = { status: 'SUPPRESSED', lastAnswer: 'WEBHOOK_REMOVED' satisfies Suppression, content: null } as const;
  await tx.sql
    .updateTable('Delivery')
    .set({ ...not, nextAttemptAt: null })
    .where('laneKey', '=', laneOf(id))
    .where('status', 'in', OPEN_DELIVERIES)
    .execute();
  await tx.sql.deleteFrom('Webhook').where('id', '=', id).execute();
  return accept(webhookRemoved(id, before), { webhookId: id });
});
