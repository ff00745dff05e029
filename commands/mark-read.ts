import { decideMarkRead } from '../domain/acknowledge.js';
import { command } from './command.js';

export interface MarkRead {
  readonly notificationIds: readonly string[];
}

/** Marks cards of one's own as read; ids that aren't one's own are passed over, as if they didn't exist. */
export const markRead = command('markRead', async (tx, input: MarkRead, call) => {
  if (input.notificationIds.length === 0) return decideMarkRead([], call);
  const own = await tx.sql
    .selectFrom('Notification')
    .selectAll()
    .where('id', 'in', [...input.notificationIds])
    .where('recipientId', '=', call.by?.id ?? '')
    .orderBy('id')
    .forUpdate()
    .execute();
  return decideMarkRead(own, call);
});
