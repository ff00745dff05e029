import { sql } from 'kysely';
import { accept, notFound } from '../../domain/decision.js';
import type { OutsideChannel } from '../../domain/delivery/delivery.js';
import { decideTest } from '../../domain/delivery/test-message.js';
import { may } from '../../domain/policy.js';
import { command } from '../command.js';
import { wakeLane } from '../delivery/lane.js';
import { queueDeliveries } from '../delivery/queue.js';
import type { Tx } from '../store/tx.js';

export interface TestChannel {
  readonly userId: string;
  readonly channel: OutsideChannel;
  /** Whether this server can send it. */
  readonly isServed: boolean;
}

/** Sends somebody a test message through one of their channels, by the same way and within the same limits as their cards. */
export const testChannel = command('testNotificationChannel', async (tx, { isServed, ...to }: TestChannel, call) => {
  const { userId: recipientId, channel } = to;
  const laneKey = await lockedPlace(tx, to);
  const recent = await recentTests(tx, recipientId);
  const decision = decideTest({ recipientId, channel, isServed: isServed && laneKey !== null, recent }, call);
  if (!decision.accepted || laneKey === null) return decision;
  const { deliveryId, notificationId } = decision.answer as Record<'deliveryId' | 'notificationId', string>;
  const delivery = { id: deliveryId, channel, route: channel, laneKey, recipientId, notificationId };
  await queueDeliveries(tx, [{ ...delivery, onceKey: `${notificationId}/test`, nextAttemptAt: call.now }]);
  // An address that was refused is tried once more; the organisation's own account only where somebody asks who looks after it.
  if (laneKey !== channel || may(call.by!, 'manageUsers')) await wakeLane(tx, laneKey);
  return accept(decision.changes, { deliveryId });
});

/** Where it leads, if they chose it; one test of a person after the other. */
async function lockedPlace(
  { sql: db }: Tx,
  { userId, channel }: Omit<TestChannel, 'isServed'>,
): Promise<string | null> {
  const user = await db
    .selectFrom('User')
    .select('active')
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!user) throw notFound('userId');
  const setting = await db
    .selectFrom('ChannelSetting')
    .select('laneKey')
    .where('userId', '=', userId)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return user.active ? (setting?.laneKey ?? null) : null;
}

/** Tests count among no day's cards. */
async function recentTests({ sql: db }: Tx, recipientId: string): Promise<readonly Date[]> {
  const rows = await db
    .selectFrom('Delivery')
    .select('createdAt')
    .where('recipientId', '=', recipientId)
    .where('pushDay', 'is', null)
    .where('createdAt', '>', sql<Date>`clock_timestamp() - interval '1 minute'`)
    .orderBy('createdAt')
    .execute();
  return rows.map(({ createdAt }) => createdAt);
}
