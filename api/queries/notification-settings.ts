import type { Database } from '../../commands/store/open-database.js';
import type { OutsideChannel } from '../../domain/delivery/delivery.js';
import type { Quiet } from '../../domain/delivery/quiet.js';
import type { NotificationKind } from '../../domain/notification.js';

export interface ChannelRow {
  readonly channel: OutsideChannel;
  readonly address: string;
  readonly kinds: readonly NotificationKind[] | null;
  readonly problem: string | null;
}

export interface NotificationSettingsRow {
  readonly userId: string;
  readonly channels: readonly ChannelRow[];
  readonly quietHours: Quiet | null;
  readonly digest: boolean;
}

export async function notificationSettingsOf(
  { sql: db }: Database,
  userIds: readonly string[],
): Promise<readonly NotificationSettingsRow[]> {
  const people = await db
    .selectFrom('User')
    .select(['id', 'quietHours', 'digest'])
    .where('id', 'in', userIds)
    .execute();
  const channels = await db
    .selectFrom('ChannelSetting as s')
    .leftJoin('DeliveryLane as l', 'l.key', 's.laneKey')
    .select(['s.userId', 's.channel', 's.address', 's.kinds', 'l.pausedBecause as problem'])
    .where('s.userId', 'in', userIds)
    .orderBy('s.channel')
    .execute();
  return people.map(({ id, ...wishes }) => ({
    ...wishes,
    userId: id,
    channels: channels.filter(({ userId }) => userId === id),
  }));
}
