import { sql } from 'kysely';
import { accept } from '../../domain/decision.js';
import type { EventType } from '../../domain/event-types.js';
import { TOLD_WITHIN_MS } from '../../domain/webhook/webhook.js';
import { command } from '../command.js';
import { queueDeliveries } from '../delivery/queue.js';
import { encodeCursor, type Position } from '../store/cursor.js';
import { SAFE_BELOW } from '../store/event-log.js';
import type { Database } from '../store/open-database.js';
import { laneOf } from './webhook-lane.js';

/** Events looked at in one transaction. */
const BATCH = 500;

/** Webhooks for which there is something in the log that they haven't got yet. */
export async function webhooksBehind({ sql: db }: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select w.id from "Webhook" w where w.active and exists (
      select 1 from "Event" e where (e.tx, e.ordinal) > (w.tx, w.ordinal) and e.tx < ${SAFE_BELOW})
    order by w.id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether anything stands in the log, readable already or not, that some webhook hasn't got yet. */
export async function isAnyUntold({ sql: db }: Database): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    select w.id from "Webhook" w where w.active and exists (
      select 1 from "Event" e where (e.tx, e.ordinal) > (w.tx, w.ordinal)) limit 1`.execute(db);
  return rows.length > 0;
}

interface Found extends Position {
  readonly type: EventType;
  readonly isRecent: boolean;
}

/**
 * Puts a webhook's next events on their way. Its place in the log moves in the same transaction, and never past one that a slower transaction
 * could still precede: each event is taken up once, and none is left out. Whoever comes while another does it leaves it to them.
 */
export const fanOut = command('fanOut', async (tx, { webhookId }: { readonly webhookId: string }, call) => {
  const webhook = await tx.sql
    .selectFrom('Webhook')
    .select(['types', 'tx', 'ordinal'])
    .where('id', '=', webhookId)
    .where('active', '=', true)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!webhook) return accept([], { read: 0, queued: 0 });
  const { rows } = await sql<Found>`
    select e.tx, e.ordinal, e.type, e.at > now() - make_interval(secs => ${TOLD_WITHIN_MS / 1000}) as "isRecent"
    from "Event" e
    where (e.tx, e.ordinal) > (${webhook.tx}::bigint, ${webhook.ordinal}::int) and e.tx < ${SAFE_BELOW}
    order by e.tx, e.ordinal limit ${BATCH}`.execute(tx.sql);
  const last = rows.at(-1);
  if (!last) return accept([], { read: 0, queued: 0 });
  const wanted = rows.filter(
    ({ type, isRecent }) => isRecent && (webhook.types.length === 0 || webhook.types.includes(type)),
  );
  const common = { channel: 'WEBHOOK', route: 'EVENT', laneKey: laneOf(webhookId), webhookId } as const;
  await queueDeliveries(
    tx,
    wanted.map((place) => ({
      ...common,
      onceKey: `${webhookId}:${encodeCursor(place)}`,
      eventTx: place.tx,
      eventOrdinal: place.ordinal,
      nextAttemptAt: call.now,
    })),
  );
  await tx.sql.updateTable('Webhook').set({ tx: last.tx, ordinal: last.ordinal }).where('id', '=', webhookId).execute();
  return accept([], { read: rows.length, queued: wanted.length });
});

export const isFull = (read: unknown): boolean => read === BATCH;
