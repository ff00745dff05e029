import type { Selectable } from 'kysely';
import { isTest, type OutsideChannel, type Suppression } from '../../domain/delivery/delivery.js';
import type { Delivery } from '../../schema/generated/kysely/types.js';
import type { Tx } from '../store/tx.js';
import { cardWords, type CardWords } from './card-words.js';
import { eventContent, testContent, type EventContent } from '../webhook/event-content.js';

/** A card on its way to where its recipient wants to hear of it. */
export interface CardContent {
  readonly words: CardWords;
  /** Where it goes as it may be shown, and what is sealed of it. */
  readonly address: string;
  readonly sealed: string | null;
  /** How providers know the recipient. */
  readonly wecomUserId: string | null;
  readonly phone: string | null;
}

/** Why something isn't sent after all. */
export interface Suppressed {
  readonly suppressed: Suppression;
}

/** Yesterday's news isn't sent: it stands in the inbox. */
const NEWS_FOR_MS = 24 * 3_600_000;

/** What is to be sent, if it still is; in what form is the channel's. */
export function contentOf(tx: Tx, delivery: Selectable<Delivery>): Promise<CardContent | EventContent | Suppressed> {
  if (delivery.webhookId === null) return cardContent(tx, delivery);
  return isTest(delivery) ? testContent(tx, delivery) : eventContent(tx, delivery);
}

/** Its words stay, since some providers tell repeated messages by them. */
async function cardContent(tx: Tx, delivery: Selectable<Delivery>): Promise<CardContent | Suppressed> {
  const found = await recipientOf(tx, delivery);
  if (!found?.active) return { suppressed: 'RECIPIENT_LEFT' };
  if (found.address === null) return { suppressed: 'CHANNEL_LEFT' };
  if (found.readAt !== null) return { suppressed: 'READ' };
  if (tx.now.getTime() - delivery.createdAt.getTime() > NEWS_FOR_MS) return { suppressed: 'TOO_OLD' };
  const { address, sealed, wecomUserId, phone } = found;
  return { words: await wordsFor(tx, delivery), address, sealed, wecomUserId, phone };
}

function recipientOf({ sql: db }: Tx, { notificationId, channel, laneKey }: Selectable<Delivery>) {
  return db
    .selectFrom('Notification as n')
    .innerJoin('User as u', 'u.id', 'n.recipientId')
    .leftJoin('ChannelSetting as s', (join) =>
      join
        .onRef('s.userId', '=', 'u.id')
        .on('s.laneKey', '=', laneKey)
        .on('s.channel', '=', channel as OutsideChannel),
    )
    .select(['n.readAt', 'u.active', 'u.wecomUserId', 'u.phone', 's.address', 's.sealed'])
    .where('n.id', '=', notificationId)
    .executeTakeFirst();
}

async function wordsFor(tx: Tx, delivery: Selectable<Delivery>): Promise<CardWords> {
  if (delivery.content !== null) return delivery.content as unknown as CardWords;
  const words = await cardWords(tx, delivery);
  await tx.sql
    .updateTable('Delivery')
    .set({ content: JSON.stringify(words) })
    .where('id', '=', delivery.id)
    .execute();
  return words;
}
