import { sql, type Selectable } from 'kysely';
import { accept } from '../../domain/decision.js';
import type { DeliveryRoute, RouteLimits } from '../../domain/delivery/delivery.js';
import { isBroken } from '../../domain/delivery/lane.js';
import { command } from '../command.js';
import { statementClock } from '../store/database-clock.js';
import { databaseNow } from '../store/idempotency.js';
import type { Tx } from '../store/tx.js';
import { contentOf } from './content.js';
import { freeAt, freeForRecipient, LEASE, type LaneRow } from './lane.js';
import type { Delivery } from '../../schema/generated/kysely/types.js';

export interface BeginAttempt {
  /** The routes that the asking process can send by, and what holds for each address. */
  readonly routes: Readonly<Partial<Record<DeliveryRoute, RouteLimits>>>;
}

/** What a process has to send; the content is JSON. */
export interface Begun {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly route: DeliveryRoute;
  readonly laneKey: string;
  readonly createdAt: string;
  readonly content: string;
}

/**
 * Takes the next message that is due, of the address that has waited longest; addresses that are held back, paused or at their limit are passed
 * over. Until it is told how the call went nobody else makes it; a process that dies is followed by another, with the same id for the receiver
 * to tell. BEGUN: make the call. PASSED: ask again. NONE: nothing is due.
 */
export const beginAttempt = command('beginAttempt', async (tx, { routes }: BeginAttempt) => {
  const lane = await nextLane(tx, Object.keys(routes) as DeliveryRoute[]);
  if (!lane) return accept([], { outcome: 'NONE' });
  tx.now = await databaseNow(tx.sql);
  const begun = await beginIn(tx, lane, routes[lane.route]!);
  await lookAgain(tx, lane, routes[lane.route]!);
  return accept([], begun ? { outcome: 'BEGUN', ...begun } : { outcome: 'PASSED' });
});

function nextLane({ sql: db }: Tx, routes: readonly DeliveryRoute[]): Promise<LaneRow | undefined> {
  return db
    .selectFrom('DeliveryLane')
    .selectAll()
    .where('nextAt', '<=', statementClock)
    .where('route', 'in', routes)
    .orderBy('nextAt')
    .limit(1)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
}

async function beginIn(tx: Tx, lane: LaneRow, limits: RouteLimits): Promise<Begun | null> {
  if ((await openAt(tx, lane, limits)) > tx.now) return null;
  const delivery = await tx.sql
    .selectFrom('Delivery')
    .selectAll()
    .where('laneKey', '=', lane.key)
    .where('nextAttemptAt', '<=', tx.now)
    .orderBy('nextAttemptAt')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!delivery) return null;
  if (await waitsForRecipient(tx, delivery, limits)) return null;
  const { id: deliveryId, createdAt } = delivery;
  const content = await contentOf(tx, delivery);
  if ('suppressed' in content) {
    const row = { status: 'SUPPRESSED' as const, nextAttemptAt: null, lastAnswer: content.suppressed, content: null };
    await tx.sql.updateTable('Delivery').set(row).where('id', '=', deliveryId).execute();
    return null;
  }
  const attempt = delivery.attempts + 1;
  await tx.sql
    .updateTable('Delivery')
    .set({ attempts: attempt, nextAttemptAt: sql`clock_timestamp() + ${LEASE}` })
    .where('id', '=', deliveryId)
    .execute();
  await tx.sql
    .insertInto('DeliveryAttempt')
    .values({ deliveryId, number: attempt, laneKey: lane.key, startedAt: sql`clock_timestamp()` })
    .execute();
  const { key: laneKey, route } = lane;
  const text = JSON.stringify(content);
  return { deliveryId, attempt, route, laneKey, createdAt: createdAt.toISOString(), content: text };
}

/** One whose recipient has had as much as may be is put off, and holds up nobody else. */
async function waitsForRecipient(
  tx: Tx,
  delivery: Selectable<Delivery>,
  { perRecipient = [] }: RouteLimits,
): Promise<boolean> {
  if (perRecipient.length === 0) return false;
  const free = await freeForRecipient(tx, delivery, perRecipient);
  if (free <= tx.now) return false;
  await tx.sql.updateTable('Delivery').set({ nextAttemptAt: free }).where('id', '=', delivery.id).execute();
  return true;
}

const NEVER = new Date(8.64e15);

/** From when on a call to the address may begin. One that failed time and again is tried by one call at a time. */
async function openAt(tx: Tx, lane: LaneRow, { limits, atOnce }: RouteLimits): Promise<Date> {
  if (lane.pausedAt) return NEVER;
  const free = await freeAt(tx, lane.key, { limits, atOnce: isBroken(lane) ? 1 : atOnce });
  return lane.heldUntil && lane.heldUntil > free ? lane.heldUntil : free;
}

/** When there is something to do for the address next. What is paused waits until its configuration changes. */
async function lookAgain(tx: Tx, lane: LaneRow, limits: RouteLimits): Promise<void> {
  const open = await openAt(tx, lane, limits);
  await tx.sql
    .updateTable('DeliveryLane')
    .set({
      nextAt: lane.pausedAt
        ? null
        : sql`(select greatest(min(d."nextAttemptAt"), ${open}::timestamptz) from "Delivery" d
            where d."laneKey" = ${lane.key} and d."nextAttemptAt" is not null having count(*) > 0)`,
    })
    .where('key', '=', lane.key)
    .execute();
}
