import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB, Event as EventRow } from '../../schema/generated/kysely/types.js';
import type { Selectable } from 'kysely';
import { LAST_ORDINAL, encodeCursor, type Position } from './cursor.js';

/** An event as it is read: what it replaced is for reads as of an earlier time alone, and may be large. */
export type LoggedEvent = Omit<Selectable<EventRow>, 'replaced'>;

export const EVENT_COLUMNS = [
  'e.tx',
  'e.ordinal',
  'e.type',
  'e.at',
  'e.actorId',
  'e.rule',
  'e.customerId',
  'e.leadId',
  'e.recipientId',
  'e.changes',
  'e.data',
] as const;

/** This transaction's number in the log: its own, above what earlier lives of the database have used. */
export const TX_NUMBER = sql<string>`(select "offset" from "LogEpoch" where id = 1) + pg_current_xact_id()::text::bigint`;

/** Numbers below this one belong to finished transactions only: nothing can still appear there. */
export const SAFE_BELOW = sql<string>`(select "offset" from "LogEpoch" where id = 1) + pg_snapshot_xmin(pg_current_snapshot())::text::bigint`;

/**
 * After a restore into a younger database the transaction numbers begin lower than those in the log: the offset lifts them above.
 * Runs at every start; without a restore it changes nothing.
 */
export async function settleLogEpoch(db: Kysely<DB>): Promise<void> {
  await sql`
    insert into "LogEpoch" as e (id, "offset")
    select 1, greatest(0, coalesce(max(tx), 0) + 1 - pg_current_xact_id()::text::bigint) from "Event"
    on conflict (id) do update set "offset" = e."offset" + greatest(0,
      (select coalesce(max(tx), 0) from "Event") + 1 - (e."offset" + pg_current_xact_id()::text::bigint))`.execute(db);
}

/** How far the log is lifted: by more transactions than anybody commits between two backups. */
const LIFT = 2 ** 32;

/**
 * A backup was put back: everything from now on comes after all that was told in the time that was lost, so whoever goes on from a cursor of that
 * time misses nothing.
 */
export async function liftLog(db: Kysely<DB>): Promise<void> {
  await sql`update "LogEpoch" set "offset" = "offset" + ${LIFT}::bigint`.execute(db);
}

/** The position up to which the log is complete: a reader who has seen everything so far goes on from here. */
export async function headOfLog(db: Kysely<DB> | Transaction<DB>): Promise<string> {
  const { rows } = await sql<{ tx: string }>`select (${SAFE_BELOW} - 1)::text as tx`.execute(db);
  return encodeCursor({ tx: rows[0]!.tx, ordinal: LAST_ORDINAL });
}

export interface LogPage {
  readonly events: readonly LoggedEvent[];
  /** Where the next read goes on. */
  readonly cursor: Position;
  /** Something is written after this page that isn't safe to read yet. */
  readonly heldBack: boolean;
}

/** The last events up to a position, in log order: at most so many. */
export async function lastOfLog(db: Kysely<DB>, upTo: Position, limit: number): Promise<readonly LoggedEvent[]> {
  const { rows } = await sql<LoggedEvent>`
    select ${sql.join(EVENT_COLUMNS.map((column) => sql.ref(column)))} from "Event" e
    where (e.tx, e.ordinal) <= (${upTo.tx}::bigint, ${upTo.ordinal}::int)
    order by e.tx desc, e.ordinal desc limit ${limit}`.execute(db);
  return rows.reverse();
}

/** The next events after a position, in log order, never one that a slower transaction could still precede. */
export async function readLog(db: Kysely<DB>, after: Position, limit: number): Promise<LogPage> {
  const { rows } = await sql<LoggedEvent & { safe: boolean }>`
    select ${sql.join(EVENT_COLUMNS.map((column) => sql.ref(column)))}, e.tx < ${SAFE_BELOW} as safe from "Event" e
    where (e.tx, e.ordinal) > (${after.tx}::bigint, ${after.ordinal}::int)
    order by e.tx, e.ordinal limit ${limit}`.execute(db);
  const firstUnsafe = rows.findIndex((row) => !row.safe);
  const events = firstUnsafe < 0 ? rows : rows.slice(0, firstUnsafe);
  return { events, cursor: events.at(-1) ?? after, heldBack: firstUnsafe >= 0 };
}
