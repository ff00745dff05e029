import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '../../schema/generated/kysely/types.js';
import type { Caller, Outcome } from '../command.js';

/** How a call begins: the database's time, and the first answer where this is a repetition. */
export interface Opening {
  readonly now: Date;
  readonly earlier: Outcome | null;
  /** Keeps the answer for repetitions, in the effect's own transaction. */
  keep(outcome: Outcome): Promise<void>;
}

interface Scope {
  readonly actorId: string;
  readonly mutation: string;
  readonly key: string;
}

const NOW = sql<Date>`date_trunc('milliseconds', clock_timestamp())`;

/** Opens a call. With a key its first executed answer is given again, and a concurrent twin waits for it here. */
export async function openCall(
  trx: Transaction<DB>,
  mutation: string,
  input: unknown,
  { by, sourceId, idempotencyKey }: Caller,
): Promise<Opening> {
  const actorId = by?.id ?? sourceId;
  if (!actorId || !idempotencyKey) return unkeyed(trx);
  const scope = { actorId, mutation, key: idempotencyKey };
  const inputHash = hashOf(input);
  const first = await trx
    .insertInto('IdempotencyKey')
    .values({ ...scope, inputHash, createdAt: NOW })
    .onConflict((on) => on.doNothing())
    .returning(NOW.as('now'))
    .executeTakeFirst();
  if (first) return { now: first.now, earlier: null, keep: (outcome) => keep(trx, scope, outcome) };
  return { ...(await unkeyed(trx)), earlier: await earlierAnswer(trx, scope, inputHash) };
}

/** The only clock that counts. */
export async function databaseNow(db: Kysely<DB>): Promise<Date> {
  return (await db.selectNoFrom(NOW.as('now')).executeTakeFirstOrThrow()).now;
}

async function unkeyed(trx: Transaction<DB>): Promise<Opening> {
  return { now: await databaseNow(trx), earlier: null, keep: () => Promise.resolve() };
}

async function earlierAnswer(trx: Transaction<DB>, scope: Scope, inputHash: string): Promise<Outcome> {
  const row = await trx
    .selectFrom('IdempotencyKey')
    .select(['inputHash', 'answer'])
    .where('actorId', '=', scope.actorId)
    .where('mutation', '=', scope.mutation)
    .where('key', '=', scope.key)
    .executeTakeFirstOrThrow();
  if (row.inputHash !== inputHash) return { answer: {}, refusal: { code: 'IDEMPOTENCY_MISMATCH' }, cursor: null };
  return row.answer as Outcome;
}

async function keep(trx: Transaction<DB>, { actorId, mutation, key }: Scope, outcome: Outcome): Promise<void> {
  await trx
    .updateTable('IdempotencyKey')
    .set({ answer: JSON.stringify(forRepetitions(outcome)) })
    .where('actorId', '=', actorId)
    .where('mutation', '=', mutation)
    .where('key', '=', key)
    .execute();
}

/** A secret is shown once and never kept, and what was made is made only once: a repeated call answers everything but these. */
function forRepetitions({ answer, ...outcome }: Outcome): Outcome {
  const { secret: _, isMade: __, ...kept } = answer;
  return { ...outcome, answer: kept };
}

const hashOf = (input: unknown): string => createHash('sha256').update(JSON.stringify(input)).digest('base64url');
