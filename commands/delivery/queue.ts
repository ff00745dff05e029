import { sql } from 'kysely';
import type { DeliveryRoute, NotificationChannel, Suppression } from '../../domain/delivery/delivery.js';
import type { Tx } from '../store/tx.js';

export interface NewDelivery {
  /** Left out: a new one. */
  readonly id?: string;
  readonly channel: NotificationChannel;
  readonly route: DeliveryRoute;
  /** All that goes to one address has one key, which names neither the address nor its secret. */
  readonly laneKey: string;
  /** Whatever has this key already isn't sent a second time. */
  readonly onceKey: string;
  /** Null: it is kept that it isn't sent, and why. */
  readonly nextAttemptAt: Date | null;
  readonly suppressed?: Suppression;
  readonly pushDay?: string;
  readonly notificationId?: string;
  readonly recipientId?: string;
  readonly webhookId?: string;
  readonly eventTx?: string;
  readonly eventOrdinal?: number;
}

/** Puts messages on their way; a worker takes them up after the commit. */
export async function queueDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  await openLanes(tx, deliveries);
  await tx.sql
    .insertInto('Delivery')
    .values(
      deliveries.map(({ route: _, suppressed, ...one }) => ({
        id: tx.newId('Delivery'),
        ...one,
        status: suppressed ? ('SUPPRESSED' as const) : ('PENDING' as const),
        lastAnswer: suppressed ?? null,
        createdAt: tx.now,
      })),
    )
    .onConflict((conflict) => conflict.column('onceKey').doNothing())
    .execute();
}

/** In the order of their keys, which is everybody's order. */
async function openLanes({ sql: db }: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  const lanes = new Map<string, { key: string; route: DeliveryRoute; nextAt: Date | null }>();
  for (const { laneKey: key, route, nextAttemptAt: at } of deliveries) {
    const nextAt = lanes.get(key)?.nextAt ?? at;
    lanes.set(key, { key, route, nextAt: at && nextAt && at < nextAt ? at : nextAt });
  }
  await db
    .insertInto('DeliveryLane')
    .values([...lanes.values()].sort((a, b) => (a.key < b.key ? -1 : 1)))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({ nextAt: sql<Date>`least("DeliveryLane"."nextAt", excluded."nextAt")` }),
    )
    .execute();
}
