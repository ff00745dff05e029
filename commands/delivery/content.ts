import type { Selectable } from 'kysely';
import type { Message } from '../../domain/message.js';
import type { NotificationKind } from '../../domain/notification.js';
import type { Locale } from '../../domain/people.js';
import type { Delivery } from '../../schema/generated/kysely/types.js';
import type { Tx } from '../store/tx.js';

/** A card on its way to where its recipient wants to hear of it. */
export interface CardContent {
  readonly card: {
    readonly id: string;
    readonly kind: NotificationKind;
    readonly title: Message;
    readonly body: Message;
    readonly level: number;
    readonly customerId: string | null;
    readonly leadId: string | null;
  };
  readonly recipient: { readonly name: string; readonly locale: Locale };
  /** As it may be shown, and what is sealed of it. */
  readonly address: string;
  readonly sealed: string | null;
}

/** Why something isn't sent after all. */
export interface Suppressed {
  readonly suppressed: string;
}

/** What is to be sent, as it stands at the moment when it is sent; in what language and form is the channel's. */
export async function contentOf(
  tx: Tx,
  { notificationId, channel, laneKey }: Selectable<Delivery>,
): Promise<CardContent | Suppressed> {
  const found = await tx.sql
    .selectFrom('Notification as n')
    .innerJoin('User as u', 'u.id', 'n.recipientId')
    .leftJoin('ChannelSetting as s', (join) =>
      join
        .onRef('s.userId', '=', 'u.id')
        .on('s.laneKey', '=', laneKey)
        .on('s.channel', '=', channel as 'EMAIL'),
    )
    .select(['n.id', 'n.kind', 'n.title', 'n.body', 'n.level', 'n.customerId', 'n.leadId', 'n.readAt'])
    .select(['u.name', 'u.locale', 'u.active', 's.address', 's.sealed'])
    .where('n.id', '=', notificationId)
    .executeTakeFirst();
  if (!found?.active) return { suppressed: 'RECIPIENT_LEFT' };
  if (found.address === null) return { suppressed: 'CHANNEL_LEFT' };
  const { readAt, name, locale, active: _, address, sealed, ...card } = found;
  if (readAt !== null) return { suppressed: 'READ' };
  return { card, recipient: { name, locale }, address, sealed };
}
