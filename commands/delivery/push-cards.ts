import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import { OPEN_DELIVERIES } from '../../domain/delivery/delivery.js';
import {
  decidePushes,
  OBLIGATION_KINDS,
  pushTime,
  type Listener,
  type Push,
  type PushAround,
  type PushedOnDay,
} from '../../domain/delivery/push.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { command } from '../command.js';
import { loadSettings } from '../store/settings.js';
import type { Tx } from '../store/tx.js';
import { queueDeliveries } from './queue.js';

export interface PushCards {
  /** 0 to 1: how far past a full or half hour something is put off. */
  readonly chance: number;
}

/** Cards in one transaction. */
const BATCH = 200;

/**
 * Decides for the cards that are new, or say something new, where else their recipients hear of them. One process at a time, so that what somebody is
 * sent in a day is counted right.
 */
export const pushCards = command('pushCards', async (tx, { chance }: PushCards, call) => {
  if (!(await isAlone(tx))) return accept([], { decided: 0 });
  const cards = await newCards(tx);
  if (cards.length === 0) return accept([], { decided: 0 });
  const listeners = await listenersTo(tx, cards);
  const open = await openAmong(tx, cards);
  const { push: rules, timeZone } = await loadSettings(tx.sql);
  const around = { rules, timeZone, now: call.now, chance };
  const before = await pushedBefore(tx, listeners, around);
  const pushes = [...groupedBy(cards, ({ recipientId }) => recipientId)].flatMap(([recipientId, own]) => {
    const listener = listeners.get(recipientId);
    if (!listener) return [];
    return decidePushes(own, listener, before.get(recipientId) ?? NOTHING, around).map((push) => ({
      ...push,
      recipientId,
    }));
  });
  const tellings = new Map(cards.map(({ id, telling }) => [id, telling]));
  // One that is on its way says what the card says by then.
  const fresh = pushes.filter(({ card, channel }) => !open.has(`${card.id} ${channel}`));
  await queueDeliveries(
    tx,
    fresh.map((push) => deliveryOf(push, tellings.get(push.card.id)!)),
  );
  await tx.sql
    .updateTable('Notification')
    .set({ pushedAt: call.now })
    .where(
      'id',
      'in',
      cards.map(({ id }) => id),
    )
    .execute();
  return accept([], { decided: cards.length });
});

const NOTHING: PushedOnDay = { cards: 0, ofCustomers: new Map() };

async function isAlone({ sql: db }: Tx): Promise<boolean> {
  const { rows } = await sql<{
    mine: boolean;
  }>`select pg_try_advisory_xact_lock(hashtext('pushCards')) as mine`.execute(db);
  return rows[0]!.mine;
}

type Card = Awaited<ReturnType<typeof newCards>>[number];

function newCards({ sql: db }: Tx) {
  return db
    .selectFrom('Notification')
    .select(['id', 'kind', 'recipientId', 'customerId', sql<string>`tx || '.' || ordinal`.as('telling')])
    .where('pushedAt', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(BATCH)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
}

/** Those who are active and chose a channel; nobody else hears outside. */
async function listenersTo({ sql: db }: Tx, cards: readonly Card[]): Promise<ReadonlyMap<string, Listener>> {
  const rows = await db
    .selectFrom('ChannelSetting as s')
    .innerJoin('User as u', 'u.id', 's.userId')
    .select(['u.id', 'u.quietHours', 'u.digest', 'u.onLeaveUntil', 's.channel', 's.laneKey', 's.kinds'])
    .where('u.active', '=', true)
    .where('u.id', 'in', [...new Set(cards.map(({ recipientId }) => recipientId))])
    .orderBy('s.channel')
    .execute();
  const people = [...groupedBy(rows, ({ id }) => id)];
  return new Map(people.map(([id, own]) => [id, { ...own[0]!, channels: own }]));
}

async function openAmong({ sql: db }: Tx, cards: readonly Card[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('Delivery')
    .select(['notificationId', 'channel'])
    .where(
      'notificationId',
      'in',
      cards.map(({ id }) => id),
    )
    .where('status', 'in', OPEN_DELIVERIES)
    .execute();
  return new Set(rows.map(({ notificationId, channel }) => `${notificationId} ${channel}`));
}

/** What each of them was or will be sent on the day on which these would be. */
async function pushedBefore(
  { sql: db }: Tx,
  listeners: ReadonlyMap<string, Listener>,
  around: PushAround,
): Promise<ReadonlyMap<string, PushedOnDay>> {
  const days = [...listeners].map(([id, listener]) => ({ id, day: pushTime(listener, around).day }));
  if (days.length === 0) return new Map();
  const { rows } = await sql<{ id: string; customerId: string | null; isObligation: boolean; cards: string }>`
    select w.id, n."customerId", n.kind = any(${OBLIGATION_KINDS}::text[]) as "isObligation", count(distinct n.id) as cards
    from unnest(${days.map(({ id }) => id)}::text[], ${days.map(({ day }) => day)}::text[]) as w (id, day)
    join "Delivery" d on d."recipientId" = w.id and d."pushDay" = w.day and d.status <> 'SUPPRESSED'
    join "Notification" n on n.id = d."notificationId" and n.kind <> 'DIGEST'
    group by 1, 2, 3`.execute(db);
  return new Map(
    [...groupedBy(rows, ({ id }) => id)].map(([id, own]) => [
      id,
      {
        cards: own.reduce((sum, { cards }) => sum + Number(cards), 0),
        ofCustomers: new Map(
          own
            .filter(({ customerId, isObligation }) => customerId && isObligation)
            .map(({ customerId, cards }) => [customerId!, Number(cards)]),
        ),
      },
    ]),
  );
}

function deliveryOf(
  { card, channel, laneKey, day, at, suppressed, recipientId }: Push & { readonly recipientId: string },
  telling: string,
) {
  return {
    channel,
    route: channel,
    laneKey,
    recipientId,
    notificationId: card.id,
    onceKey: `${card.id}/${telling}/${channel}`,
    pushDay: day,
    nextAttemptAt: suppressed ? null : at,
    ...(suppressed && { suppressed }),
  };
}
