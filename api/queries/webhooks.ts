import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';
import { allOf } from './conditions.js';
import { descending } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';

/** What the API may show of a webhook; its secrets never leave the store. */
const SHOWN = [
  'id',
  'url',
  'types',
  'active',
  'createdAt',
  'createdById',
  'previousUntil',
  'disabledAt',
  'disabledBecause',
] as const;

const DELIVERY = [
  'd.id',
  'd.channel',
  'd.status',
  'd.attempts',
  'd.lastAnswer',
  'd.nextAttemptAt',
  'd.deliveredAt',
  'd.createdAt',
  'd.webhookId',
  'd.notificationId',
  'd.eventTx',
  'd.eventOrdinal',
] as const;

export const allWebhooks = ({ sql: db }: Database) =>
  db.selectFrom('Webhook').select(SHOWN).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();

export async function webhooksById({ sql: db }: Database, viewer: Viewer, ids: readonly string[]) {
  return maySeeWebhooks(viewer) ? db.selectFrom('Webhook').select(SHOWN).where('id', 'in', ids).execute() : [];
}

const seenDeliveries = ({ sql: db }: Database, viewer: Viewer) =>
  db
    .selectFrom('Delivery as d')
    .select(DELIVERY)
    .$if(!maySeeWebhooks(viewer), (query) => query.where('d.recipientId', '=', viewer.id));

/** An administrator sees all, a card's recipient those of their own cards; superiors don't. */
export const deliveriesById = (database: Database, viewer: Viewer, ids: readonly string[]) =>
  seenDeliveries(database, viewer).where('d.id', 'in', ids).execute();

/** Where cards went, in the order in which that was decided. */
export const deliveriesOfCards = (database: Database, viewer: Viewer, ids: readonly string[]) =>
  seenDeliveries(database, viewer)
    .where('d.notificationId', 'in', ids)
    .orderBy('d.createdAt')
    .orderBy('d.id')
    .execute();

/** Every try to send them, the first one first. */
export const attemptsOf = ({ sql: db }: Database, deliveryIds: readonly string[]) =>
  db
    .selectFrom('DeliveryAttempt')
    .select(['deliveryId', 'number', 'startedAt', 'endedAt', 'error', 'answer'])
    .where('deliveryId', 'in', deliveryIds)
    .orderBy('deliveryId')
    .orderBy('number')
    .execute();

export const maySeeWebhooks = (viewer: Viewer): boolean =>
  may(viewer, 'manageWebhooks') && (viewer.key === undefined || viewer.key.scopes.includes('webhooks'));

interface Args extends PageArgs {
  readonly webhookId: string | null;
  readonly notificationId: string | null;
}

const NEWEST_FIRST = descending('deliveries', 'createdAt');

/** What was sent, the latest first. */
export function deliveries(database: Database, { webhookId, notificationId, ...args }: Args) {
  const query = database.sql
    .selectFrom('Delivery as d')
    .select(DELIVERY)
    .where(
      allOf([
        webhookId === null ? null : sql`d."webhookId" = ${webhookId}`,
        notificationId === null ? null : sql`d."notificationId" = ${notificationId}`,
      ]),
    );
  return page(database, { query, table: 'd', order: NEWEST_FIRST, filter: { webhookId, notificationId } }, args);
}

export type WebhookRow = Awaited<ReturnType<typeof allWebhooks>>[number];
export type DeliveryRow = Awaited<ReturnType<typeof deliveriesById>>[number];
