import { sql } from 'kysely';
import type { Changes } from '../../domain/change.js';
import { accept, type Call } from '../../domain/decision.js';
import {
  isTest,
  OPEN_DELIVERIES,
  type DeliveryRoute,
  type DeliveryStatus,
  type Sent,
} from '../../domain/delivery/delivery.js';
import { laneAfter } from '../../domain/delivery/lane.js';
import { nextTry, type Failed } from '../../domain/delivery/retry.js';
import { command } from '../command.js';
import { databaseNow } from '../store/idempotency.js';
import type { Tx } from '../store/tx.js';
import { afterWebhookCall } from '../webhook/after-call.js';
import { lockLane, type LaneRow } from './lane.js';
import { tellOfRefused } from './tell-of-refused.js';

export interface EndAttempt {
  readonly deliveryId: string;
  readonly attempt: number;
  readonly laneKey: string;
  readonly sent: Sent;
  /** 0 to 1: by how much the next try is put off further than it has to be. */
  readonly chance: number;
  /** How long a second is in pauses; drills have shorter ones. Left out: a second. */
  readonly secondMs?: number;
}

/**
 * How a call went: for the message, and for everything else that goes to the same address. The late word of a process that was taken for dead
 * counts only where it says that the message arrived; that is true whatever was decided about the message meanwhile.
 */
export const endAttempt = command('endAttempt', async (tx, input: EndAttempt, call) => {
  const { laneKey, deliveryId, attempt, sent, secondMs = 1000 } = input;
  const lane = await lockLane(tx, laneKey);
  tx.now = await databaseNow(tx.sql);
  await tx.sql
    .updateTable('DeliveryAttempt')
    .set({ endedAt: sql`clock_timestamp()`, answer: sent.answer, error: sent.delivered ? null : sent.error })
    .where('deliveryId', '=', deliveryId)
    .where('number', '=', attempt)
    .execute();
  await tx.sql
    .updateTable('DeliveryLane')
    .set({ ...laneAfter(lane, sent, { now: tx.now, secondMs }), nextAt: tx.now })
    .where('key', '=', laneKey)
    .execute();
  const outcome = await endDelivery(tx, lane.route, input);
  return accept(await heardOf(tx, lane, { ...input, outcome }, call), { outcome });
});

/** Who hears of what came of it. */
async function heardOf(
  tx: Tx,
  lane: LaneRow,
  { sent, deliveryId, outcome }: EndAttempt & { readonly outcome: DeliveryStatus | 'STALE' },
  call: Call,
): Promise<Changes> {
  if (lane.route === 'EVENT') return afterWebhookCall(tx, { deliveryId, sent, outcome }, call);
  const isRefused = !sent.delivered && sent.error === 'CONFIGURATION' && lane.pausedAt === null;
  return isRefused ? tellOfRefused(tx, lane, sent.answer, call) : [];
}

async function endDelivery(tx: Tx, route: DeliveryRoute, input: EndAttempt): Promise<DeliveryStatus | 'STALE'> {
  const { deliveryId, attempt, sent, chance, secondMs = 1000 } = input;
  const before = await tx.sql
    .selectFrom('Delivery')
    .select(['attempts', 'attemptsBefore', 'createdAt', 'webhookId', 'eventTx'])
    .where('id', '=', deliveryId)
    .where((where) => (sent.delivered ? where('status', '!=', 'DELIVERED') : where('status', 'in', OPEN_DELIVERIES)))
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!before || (before.attempts !== attempt && !sent.delivered)) return 'STALE';
  const tries = { now: tx.now, secondMs, chance };
  const own = attempt - before.attemptsBefore;
  const after = sent.delivered
    ? { status: 'DELIVERED' as const, nextAttemptAt: null, lastError: null, deliveredAt: tx.now, content: null }
    : failed(sent, isTest(before) ? null : whenNext(route, sent, { ...tries, ...before, attempts: own }));
  await tx.sql
    .updateTable('Delivery')
    .set({ ...after, lastAnswer: sent.answer })
    .where('id', '=', deliveryId)
    .execute();
  return after.status;
}

const failed = ({ error: lastError }: Failure, nextAttemptAt: Date | null) => ({
  status: nextAttemptAt === null ? ('DEAD' as const) : ('RETRYING' as const),
  nextAttemptAt,
  lastError,
  ...(nextAttemptAt === null && { content: null }),
});

type Failure = Extract<Sent, { delivered: false }>;

/** What isn't the message's own fault waits at its address, for as long as messages of its route wait at all. */
function whenNext(route: DeliveryRoute, { error }: Failure, tries: Failed): Date | null {
  if (error === 'MESSAGE') return null;
  const next = nextTry(route, tries);
  return next === null || error === 'RETRY' ? next : tries.now;
}
