import { sql, type Selectable } from 'kysely';
import { isObligation, OBLIGATION_KINDS } from '../../domain/delivery/push.js';
import type { Reader, ToldCard } from '../../domain/delivery/words.js';
import type { Message } from '../../domain/message.js';
import { pathOf } from '../../domain/notification.js';
import type { Delivery } from '../../schema/generated/kysely/types.js';
import { loadSettings } from '../store/settings.js';
import type { Tx } from '../store/tx.js';

/** What a card says outside, before it is put into a channel's form. */
export interface CardWords extends Omit<Reader, 'audience' | 'link'> {
  readonly notificationId: string;
  readonly card: ToldCard;
  /** Where the dashboard opens it. */
  readonly path: string;
  readonly namesInGroups: boolean;
}

export async function cardWords(
  tx: Tx,
  delivery: Pick<Selectable<Delivery>, 'notificationId' | 'channel'>,
): Promise<CardWords> {
  const { push, timeZone } = await loadSettings(tx.sql);
  const { name, locale, about, due, ...card } = await cardOf(tx, delivery.notificationId!);
  const also = await alsoTold(tx, card, delivery.channel);
  const { id: notificationId, kind, title, body } = card;
  return {
    notificationId,
    name,
    locale,
    timeZone,
    namesInGroups: push.namesInGroups,
    path: pathOf(card),
    card: { kind, title, body, subject: about, due: due?.toISOString() ?? null, ...also },
  };
}

type Card = Omit<Awaited<ReturnType<typeof cardOf>>, 'name' | 'locale' | 'about' | 'due'>;

function cardOf({ sql: db }: Tx, id: string) {
  return db
    .selectFrom('Notification as n')
    .innerJoin('User as u', 'u.id', 'n.recipientId')
    .leftJoin('Customer as c', 'c.id', 'n.customerId')
    .leftJoin('Lead as l', 'l.id', 'n.leadId')
    .leftJoin('FollowUp as f', 'f.id', 'n.followUpId')
    .leftJoin('Deadline as d', 'd.id', 'n.deadlineId')
    .select(['n.id', 'n.recipientId', 'n.kind', 'n.title', 'n.body', 'n.customerId', 'n.leadId', 'n.subject', 'n.at'])
    .select(['u.name', 'u.locale'])
    .select(({ fn }) => [fn.coalesce('c.name', 'l.name').as('about'), fn.coalesce('f.dueAt', 'd.dueAt').as('due')])
    .where('n.id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Titles that one message lists; of more it says how many. */
const LISTED = 5;
const LISTED_IN_DIGEST = 20;

/** What else its recipient is to know: of a customer's reminder, what else is to be done there; of a digest, what wasn't sent since the last one. */
async function alsoTold(tx: Tx, card: Card, channel: string): Promise<Pick<ToldCard, 'also' | 'alsoCount'>> {
  if (card.kind === 'DIGEST') return listed(await heldBack(tx, card, channel), LISTED_IN_DIGEST);
  if (!isObligation(card)) return { also: [], alsoCount: 0 };
  return listed(await openOfCustomer(tx, card), LISTED);
}

const listed = (titles: readonly { readonly title: Message }[], most: number) => ({
  also: titles.slice(0, most).map(({ title }) => title),
  alsoCount: titles.length,
});

function openOfCustomer({ sql: db }: Tx, { id, recipientId, customerId, at }: Card) {
  return db
    .selectFrom('Notification')
    .select('title')
    .where('recipientId', '=', recipientId)
    .where('customerId', '=', customerId)
    .where('kind', 'in', OBLIGATION_KINDS)
    .where('readAt', 'is', null)
    .where('id', '<>', id)
    .where('at', '>', sql<Date>`${at}::timestamptz - interval '1 day'`)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
}

function heldBack({ sql: db }: Tx, { id, recipientId, at }: Card, channel: string) {
  const before = db
    .selectFrom('Notification')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('recipientId', '=', recipientId)
    .where('kind', '=', 'DIGEST')
    .where('id', '<>', id)
    .where('at', '<', at);
  return db
    .selectFrom('Delivery as d')
    .innerJoin('Notification as n', 'n.id', 'd.notificationId')
    .select('n.title')
    .where('d.recipientId', '=', recipientId)
    .where('d.channel', '=', channel as 'EMAIL')
    .where('d.status', '=', 'SUPPRESSED')
    .where('d.lastAnswer', 'in', ['DAILY_LIMIT', 'CUSTOMER_LIMIT', 'ON_LEAVE'])
    .where('n.readAt', 'is', null)
    .where('d.createdAt', '>', sql<Date>`coalesce((${before}), ${at}::timestamptz - interval '7 days')`)
    .orderBy('n.at')
    .limit(1000)
    .execute();
}
