import type { Transaction } from 'kysely';
import { Refused, refuse, type Answer, type Call, type Decision, type Foreseen } from '../domain/decision.js';
import type { Viewer } from '../domain/policy.js';
import type { Refusal } from '../domain/refusal.js';
import type { DB } from '../schema/generated/kysely/types.js';
import type { Announce } from './announce.js';
import { openCall } from './store/idempotency.js';
import type { Database } from './store/open-database.js';
import { Playbooks } from './store/playbooks.js';
import { Tx } from './store/tx.js';

/** One business action: loads under lock what its decision needs, and lets domain/ decide. */
export interface Command<I> {
  readonly name: string;
  readonly body: (tx: Tx, input: I, call: Call) => Promise<Decision>;
  /** Whether this call only tries out: done like any other and rolled back, so that nothing is left of it and its key stays free for the real one. */
  readonly isDry?: (input: I) => boolean;
}

export function command<I>(name: string, body: Command<I>['body']): Command<I> {
  return { name, body };
}

/** One whose input may ask to be only tried out. */
export function tryableCommand<I extends { readonly dryRun?: boolean | null }>(
  name: string,
  body: Command<I>['body'],
): Command<I> {
  return { name, body, isDry: ({ dryRun }) => dryRun === true };
}

/** Who asks, and the key under which they may safely ask again. */
export interface Caller {
  readonly by: Viewer | null;
  /** The source that delivers by itself: whose keys they are where nobody is signed in. */
  readonly sourceId?: string;
  readonly idempotencyKey?: string | null;
}

/** What became of it: the ids of what was written, the refusal if there is one, and the log's position after the change. */
export interface Outcome {
  readonly answer: Answer;
  readonly refusal: Refusal | null;
  readonly cursor: string | null;
  /** Of a call that only tried out: the changed record as it would stand. */
  readonly foreseen?: Foreseen;
}

export type Run = <I>(command: Command<I>, input: I, caller: Caller) => Promise<Outcome>;

/** Another transaction was first; deciding anew on what it left is all it takes. */
const DECIDE_ANEW = new Set(['40001', '40P01', '23505']);
const TRIES = 5;

/** The one way in which a business action is written: decide and record in one transaction, announce once it is committed. */
export function commandRunner({ sql: db }: Database, announce: Announce): Run {
  const playbooks = new Playbooks();
  return async (command, input, caller) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const outcome = await db.transaction().execute((trx) => execute(trx, playbooks, command, input, caller));
        if (outcome.cursor !== null) announce();
        return outcome;
      } catch (error) {
        if (error instanceof TriedOut) return error.outcome;
        if (attempt === TRIES || !DECIDE_ANEW.has(codeOf(error))) throw error;
      }
    }
  };
}

async function execute<I>(
  trx: Transaction<DB>,
  playbooks: Playbooks,
  command: Command<I>,
  input: I,
  caller: Caller,
): Promise<Outcome> {
  const isDry = command.isDry?.(input) ?? false;
  const opening = await openCall(trx, command.name, input, isDry ? { by: caller.by } : caller);
  if (opening.earlier) return opening.earlier;
  const tx = new Tx(trx, caller.by, playbooks, opening.now);
  const decision = await decide(tx, command, input);
  if (isDry) throw new TriedOut(decision);
  const outcome = await written(decision, tx);
  await opening.keep(outcome);
  return outcome;
}

async function decide<I>(tx: Tx, { body }: Command<I>, input: I): Promise<Decision> {
  try {
    return await body(tx, input, callOf(tx));
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal);
    throw error;
  }
}

/** Who asks, and the time as the transaction knows it at each moment. */
export const callOf = (tx: Tx): Call => ({
  by: tx.by,
  newId: tx.newId,
  get now() {
    return tx.now;
  },
});

async function written(decision: Decision, tx: Tx): Promise<Outcome> {
  const refusal = decision.accepted ? null : decision.refusal;
  const written = decision.accepted ? decision : decision.happened;
  if (!written) return { answer: {}, refusal, cursor: null };
  return { answer: written.answer, refusal, cursor: await tx.write(written.changes) };
}

/** Ends the transaction of a call that only tried out, with everything that it wrote on its way. */
class TriedOut extends Error {
  override readonly name = 'TriedOut';
  readonly outcome: Outcome;

  constructor(decision: Decision) {
    super('only tried out');
    const { answer = {}, foreseen } = decision.accepted ? decision : {};
    const refusal = decision.accepted ? null : decision.refusal;
    this.outcome = { answer, refusal, cursor: null, ...(foreseen && { foreseen }) };
  }
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';
