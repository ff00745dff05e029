import { sql } from 'kysely';
import { databaseNow } from './idempotency.js';
import type { Database } from './open-database.js';

/** Clocks that differ by more than this are worth a warning. */
const SKEW_FROM_MS = 30_000;
/** A process that hasn't beaten for this long says nothing about its machine's clock any more. */
export const BEATS_COUNT_FOR = sql`interval '3 minutes'`;

export const isSkewed = (skewMs: number): boolean => Math.abs(skewMs) > SKEW_FROM_MS;

/** By how much this machine's clock is ahead of the database's, at least: the time that asking took could be all that they differ by. */
export async function clockSkewMs({ sql: db }: Database): Promise<number> {
  const before = Date.now();
  const there = (await databaseNow(db)).getTime();
  const after = Date.now();
  if (there < before) return before - there;
  return there > after ? after - there : 0;
}

export interface SkewedClock {
  readonly role: string;
  readonly skewMs: number;
}

/** The processes whose clocks are wrong, the worst one of each kind. */
export async function skewedClocks({ sql: db }: Database): Promise<readonly SkewedClock[]> {
  const { rows } = await sql<SkewedClock>`
    select role, "skewMs" from "Heartbeat"
    where abs("skewMs") > ${SKEW_FROM_MS} and "skewAt" > clock_timestamp() - ${BEATS_COUNT_FOR} order by role`.execute(
    db,
  );
  return rows;
}
