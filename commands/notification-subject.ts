import type { CustomerFile } from '../domain/customer/customer.js';
import { notFound } from '../domain/decision.js';
import type { LeadFile } from '../domain/lead/lead.js';
import type { Notification } from '../domain/notification.js';
import { mayAssignTo } from '../domain/policy.js';
import type { Tx } from './store/tx.js';

interface Named {
  readonly notificationId: string;
  readonly onBehalfOf?: string | null;
}

/** A card of one's own, or of somebody under one on whose behalf one acts, with what it is about locked before the card itself. */
export async function lockNotification(
  tx: Tx,
  { notificationId, onBehalfOf }: Named,
): Promise<{ notification: Notification; file: CustomerFile | LeadFile | null }> {
  const found = await tx.sql.selectFrom('Notification').selectAll().where('id', '=', notificationId).executeTakeFirst();
  if (!found) throw notFound('notificationId');
  await requireRecipient(tx, found.recipientId, onBehalfOf ?? null);
  // The card stays one's own even when the customer has moved on to somebody else meanwhile.
  const file = isAbout(found) ? await tx.lockAnySubject(found, 'notificationId') : null;
  const notification = await tx.sql
    .selectFrom('Notification')
    .selectAll()
    .where('id', '=', notificationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { notification, file };
}

async function requireRecipient(tx: Tx, recipientId: string, onBehalfOf: string | null): Promise<void> {
  if (tx.by === null || recipientId === tx.by.id) return;
  if (onBehalfOf !== recipientId) throw notFound('notificationId');
  const recipient = await tx.loadPerson(recipientId, 'onBehalfOf');
  if (!mayAssignTo(tx.by, recipient)) throw notFound('notificationId');
}

const isAbout = ({ customerId, leadId }: Notification): boolean => customerId !== null || leadId !== null;
