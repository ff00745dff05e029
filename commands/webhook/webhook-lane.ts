import { sql } from 'kysely';
import type { Tx } from '../store/tx.js';

/** All that goes to one webhook. */
export const laneOf = (webhookId: string): string => `EVENT:${webhookId}`;

export async function openLane({ sql: db }: Tx, webhookId: string): Promise<void> {
  await db
    .insertInto('DeliveryLane')
    .values({ key: laneOf(webhookId), route: 'EVENT' })
    .execute();
}

/** Nothing is sent any more; what waits stays. */
export async function pauseLane({ sql: db, now }: Tx, webhookId: string, because: string): Promise<void> {
  await db
    .updateTable('DeliveryLane')
    .set({ pausedAt: now, pausedBecause: because, nextAt: null })
    .where('key', '=', laneOf(webhookId))
    .execute();
}

/** What waits is sent, beginning at once: earlier failures are forgotten. */
export async function resumeLane({ sql: db }: Tx, webhookId: string): Promise<void> {
  await db
    .updateTable('DeliveryLane')
    .set({ pausedAt: null, pausedBecause: null, failures: 0, heldUntil: null, nextAt: sql<Date>`clock_timestamp()` })
    .where('key', '=', laneOf(webhookId))
    .execute();
}
