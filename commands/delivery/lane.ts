import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import type { Limit, RouteLimits } from '../../domain/delivery/delivery.js';
import type { Delivery, DeliveryLane } from '../../schema/generated/kysely/types.js';
import { statementClock } from '../store/database-clock.js';
import type { Tx } from '../store/tx.js';

export type LaneRow = Selectable<DeliveryLane>;

/** How long a call may take before its process is taken for dead: longer than any call is let live. */
export const LEASE = sql`interval '2 minutes'`;

/** What a span is longer by than its limit says, for what clocks and columns round. */
const MARGIN_MS = 50;

/**
 * When the next call to an address may begin, by the log of calls. One counts from its beginning until its end is past by the whole span, so that
 * wherever between the two it arrived, no span at the receiver holds more than its limit.
 */
export function freeAt(tx: Tx, laneKey: string, { limits, atOnce }: RouteLimits): Promise<Date> {
  const lane = sql<SqlBool>`a."laneKey" = ${laneKey}`;
  return freeAmong(tx, lane, [{ calls: atOnce, withinMs: 0 }, ...limits]);
}

/** The same for one recipient among those of an address. */
export function freeForRecipient(
  tx: Tx,
  { laneKey, recipientId }: Pick<Selectable<Delivery>, 'laneKey' | 'recipientId'>,
  limits: readonly Limit[],
): Promise<Date> {
  const theirs = sql<SqlBool>`a."laneKey" = ${laneKey} and exists (
    select 1 from "Delivery" r where r.id = a."deliveryId" and r."recipientId" = ${recipientId})`;
  return freeAmong(tx, theirs, limits);
}

async function freeAmong({ sql: db, now }: Tx, counted: RawBuilder<SqlBool>, limits: readonly Limit[]): Promise<Date> {
  const calls = limits.map((limit) => limit.calls);
  const seconds = limits.map(({ withinMs }) => (withinMs === 0 ? 0 : (withinMs + MARGIN_MS) / 1000));
  const { rows } = await sql<{ at: Date | null }>`
    select max(full_until.at) as at
    from unnest(${calls}::int[], ${seconds}::float8[]) as l (calls, seconds), lateral (
      select taken.at from (
        select coalesce(a."endedAt", a."startedAt" + ${LEASE}) + make_interval(secs => l.seconds) as at
        from "DeliveryAttempt" a
        where ${counted} and a."startedAt" > ${statementClock} - ${LEASE} - make_interval(secs => l.seconds)
      ) taken where taken.at > clock_timestamp() order by taken.at desc offset l.calls - 1 limit 1) full_until`.execute(
    db,
  );
  return rows[0]?.at ?? now;
}

export const lockLane = ({ sql: db }: Tx, key: string): Promise<LaneRow> =>
  db.selectFrom('DeliveryLane').selectAll().where('key', '=', key).forNoKeyUpdate().executeTakeFirstOrThrow();

/** Its configuration changed: what was wrong with the old one is forgotten, and what waits is tried. */
export async function wakeLane({ sql: db }: Tx, key: string): Promise<void> {
  await db
    .updateTable('DeliveryLane')
    .set({ failures: 0, heldUntil: null, pausedAt: null, pausedBecause: null, nextAt: sql`clock_timestamp()` })
    .where('key', '=', key)
    .execute();
}
