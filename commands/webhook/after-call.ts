import type { ExpressionBuilder } from 'kysely';
import type { Changes } from '../../domain/change.js';
import type { Call } from '../../domain/decision.js';
import type { DeliveryStatus, Sent } from '../../domain/delivery/delivery.js';
import { webhookDisabled } from '../../domain/webhook/webhook.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { Tx } from '../store/tx.js';
import { pauseLane } from './webhook-lane.js';

interface Called {
  readonly deliveryId: string;
  readonly sent: Sent;
  readonly outcome: DeliveryStatus | 'STALE';
}

/** A receiver that says that it is gone, or that took nothing for as long as one message was tried at all, is switched off. */
export async function afterWebhookCall(tx: Tx, { deliveryId, sent, outcome }: Called, call: Call): Promise<Changes> {
  if (sent.delivered || outcome === 'STALE') return [];
  const isGone = sent.error === 'CONFIGURATION';
  if (!isGone && (outcome !== 'DEAD' || !(await tookNothing(tx, deliveryId)))) return [];
  const webhook = await tx.sql
    .updateTable('Webhook')
    .set({ active: false, disabledAt: call.now, disabledBecause: sent.answer })
    .where('active', '=', true)
    .where('id', '=', (from) => from.selectFrom('Delivery').select('webhookId').where('id', '=', deliveryId))
    .returning(['id', 'url', 'types'])
    .executeTakeFirst();
  if (!webhook) return [];
  await pauseLane(tx, webhook.id, sent.answer);
  const people = await tx.sql.selectFrom('User').selectAll().where('active', '=', true).execute();
  return webhookDisabled({ ...webhook, active: true }, sent.answer, people, call);
}

/** Whether this was an event, and nothing was taken since it was first sent. A test that failed says no more than that. */
async function tookNothing({ sql: db }: Tx, deliveryId: string): Promise<boolean> {
  const untaken = await db
    .selectFrom('Delivery as d')
    .select('d.id')
    .where('d.id', '=', deliveryId)
    .where('d.eventTx', 'is not', null)
    .where((where) => where.not(where.exists(takenSince(where))))
    .executeTakeFirst();
  return untaken !== undefined;
}

const takenSince = (where: ExpressionBuilder<DB & { d: DB['Delivery'] }, 'd'>) =>
  where
    .selectFrom('Delivery as other')
    .select('other.id')
    .whereRef('other.webhookId', '=', 'd.webhookId')
    .whereRef('other.deliveredAt', '>=', 'd.createdAt');
