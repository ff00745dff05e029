import { sql, type Selectable } from 'kysely';
import { event, type FieldChange } from '../../domain/change.js';
import { accept, badInput, notFound } from '../../domain/decision.js';
import { OPEN_DELIVERIES, type DeliveryRoute, type OutsideChannel } from '../../domain/delivery/delivery.js';
import type { Quiet } from '../../domain/delivery/quiet.js';
import { message } from '../../domain/message.js';
import type { NotificationKind } from '../../domain/notification.js';
import type { ChannelSetting } from '../../schema/generated/kysely/types.js';
import { command } from '../command.js';
import type { SealedSecret } from '../secrets.js';
import type { Tx } from '../store/tx.js';
import { wakeLane } from '../delivery/lane.js';

/** Where a channel leads, as it is kept. */
export interface ChosenPlace {
  readonly shown: string;
  readonly sealed: SealedSecret | null;
  readonly laneKey: string;
}

export interface ChosenChannel {
  readonly channel: OutsideChannel;
  /** Null: all kinds. */
  readonly kinds: readonly NotificationKind[] | null;
  /** Null: where it leads already, else where the person is known to be reached. */
  readonly place: ChosenPlace | null;
  /** Where the input names it. */
  readonly path: string;
}

export interface ChooseChannels {
  readonly userId: string;
  /** All of them: one that isn't here is given up. */
  readonly channels: readonly ChosenChannel[];
  /** Left out: unchanged. Null: as the organisation has it. */
  readonly quietHours?: Quiet | null;
  readonly digest?: boolean;
}

type Setting = Selectable<ChannelSetting>;

/** Where somebody hears of their cards besides the inbox. What is on its way to a channel goes to its new place, or nowhere where it was given up. */
export const chooseChannels = command('setNotificationChannels', async (tx, input: ChooseChannels, call) => {
  const { userId, quietHours, digest } = input;
  const user = await lockPerson(tx, userId);
  const before = await tx.sql.selectFrom('ChannelSetting').selectAll().where('userId', '=', userId).execute();
  const after = input.channels.map((one) => settingFrom(one, { user, before, now: call.now }));
  const wishes = { ...(quietHours !== undefined && { quietHours }), ...(digest !== undefined && { digest }) };
  await replace(tx, userId, after);
  if (Object.keys(wishes).length > 0)
    await tx.sql
      .updateTable('User')
      .set({
        ...(digest !== undefined && { digest }),
        ...(quietHours !== undefined && { quietHours: quietHours && JSON.stringify(quietHours) }),
      })
      .where('id', '=', userId)
      .execute();
  for (const one of after) await sendAlong(tx, one);
  for (const { place } of input.channels) if (place) await wakeLane(tx, place.laneKey);
  const changes = [...changedChannels(before, after), ...changedWishes(user, wishes)];
  return accept(changes.length === 0 ? [] : [event('USER_CHANGED', { changes, data: { userId } })], { userId });
});

type Person = Awaited<ReturnType<typeof lockPerson>>;

async function lockPerson({ sql: db }: Tx, userId: string) {
  const user = await db
    .selectFrom('User')
    .select(['id', 'email', 'wecomUserId', 'quietHours', 'digest'])
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!user) throw notFound('userId');
  return user;
}

interface Known {
  readonly user: Person;
  readonly before: readonly Setting[];
  readonly now: Date;
}

function settingFrom({ channel, kinds, place, path }: ChosenChannel, { user, before, now }: Known): Setting {
  const earlier = before.find((one) => one.channel === channel);
  const rest = { userId: user.id, channel, kinds, createdAt: earlier?.createdAt ?? now };
  if (channel === 'WECOM_APP') {
    if (user.wecomUserId === null) throw badInput(`${path}.channel`, message('CHANNEL_WECOM_NOT_LINKED'));
    return { ...rest, address: user.wecomUserId, sealed: null, laneKey: channel };
  }
  if (place) return { ...rest, address: place.shown, sealed: place.sealed?.sealed ?? null, laneKey: place.laneKey };
  if (earlier) return { ...earlier, ...rest };
  if (channel === 'EMAIL' && user.email !== null)
    return { ...rest, address: user.email, sealed: null, laneKey: channel };
  throw badInput(`${path}.address`, message('CHANNEL_ADDRESS_NEEDED'));
}

async function replace({ sql: db }: Tx, userId: string, settings: readonly Setting[]): Promise<void> {
  await db.deleteFrom('ChannelSetting').where('userId', '=', userId).execute();
  if (settings.length === 0) return;
  const rows = settings.map((one) => ({ ...one, kinds: one.kinds === null ? null : JSON.stringify(one.kinds) }));
  await db.insertInto('ChannelSetting').values(rows).execute();
}

/** What is on its way there already goes to the place that holds now. */
async function sendAlong(tx: Tx, { userId, channel, laneKey }: Setting): Promise<void> {
  const route: DeliveryRoute = channel;
  await tx.sql
    .insertInto('DeliveryLane')
    .values({ key: laneKey, route })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { numUpdatedRows } = await tx.sql
    .updateTable('Delivery')
    .set({ laneKey })
    .where('recipientId', '=', userId)
    .where('channel', '=', channel)
    .where('status', 'in', OPEN_DELIVERIES)
    .where('laneKey', '<>', laneKey)
    .executeTakeFirst();
  if (numUpdatedRows > 0n)
    await tx.sql
      .updateTable('DeliveryLane')
      .set({ nextAt: sql`clock_timestamp()` })
      .where('key', '=', laneKey)
      .execute();
}

function changedChannels(before: readonly Setting[], after: readonly Setting[]): readonly FieldChange[] {
  const told = (settings: readonly Setting[]) =>
    settings
      .map(({ channel, address, kinds, laneKey }) => ({ channel, address, kinds, laneKey }))
      .sort((a, b) => (a.channel < b.channel ? -1 : 1));
  const shown = (settings: readonly Setting[]) => told(settings).map(({ laneKey: _, ...one }) => one);
  if (JSON.stringify(told(before)) === JSON.stringify(told(after))) return [];
  return [{ field: 'notificationChannels', old: shown(before), new: shown(after) }];
}

const changedWishes = (
  user: Person,
  wishes: { readonly quietHours?: Quiet | null; readonly digest?: boolean },
): readonly FieldChange[] =>
  (['quietHours', 'digest'] as const)
    .filter((field) => field in wishes && JSON.stringify(wishes[field]) !== JSON.stringify(user[field]))
    .map((field) => ({ field, old: user[field], new: wishes[field] }));
