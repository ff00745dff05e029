import { accept } from '../domain/decision.js';
import { CallerError, type Refusal } from '../domain/refusal.js';
import { command, type Command, type Outcome } from './command.js';
import { isUnavailable, TookTooLong } from './store/unavailable.js';

/** What became of one of them; null: it was done. */
export interface Item {
  readonly id: string;
  readonly refusal: Refusal | null;
}

export interface Bulk {
  readonly items: readonly Item[];
  /** Of the whole; those of the items stand in them. */
  readonly refusal: Refusal | null;
  /** After the last change. */
  readonly cursor: string | null;
}

export type RunKeyed = <I extends { idempotencyKey?: string | null }>(
  command: Command<I>,
  input: I,
) => Promise<Outcome>;

/** Longest time for all of them together. */
export const LONGEST_BULK_MS = 20_000;

export interface Many<I, One> {
  /** Of the whole, the ids included. */
  readonly input: I & { readonly idempotencyKey?: string | null };
  readonly ids: readonly string[];
  /** Looks at the whole before anything is done. */
  readonly open: Command<I>;
  readonly command: Command<One>;
  /** Of one: its field that is called here holds its id. */
  readonly inputOf: (id: string) => One;
  readonly idField: keyof One & string;
}

/** Opens what needs no look at the whole. */
export const openMany = <I>(name: string): Command<I> => command(name, () => Promise.resolve(accept([])));

/**
 * The same for each of many, one transaction after the other, so that one that is refused, or that a fault stands in the way of, takes
 * nothing from the others. With an idempotency key the whole input is kept under it and each has one of its own: asked again it goes on where
 * it was interrupted, what was done isn't done again, and the key never does others than it did. One that isn't there, or that the caller may
 * not see, is NOT_FOUND by itself: it may have become somebody else's while the others were done.
 */
export async function eachOfMany<I, One>(
  run: RunKeyed,
  { input, ids, open, command, inputOf, idField }: Many<I, One>,
  until = Date.now() + LONGEST_BULK_MS,
): Promise<Bulk> {
  const { idempotencyKey = null } = input;
  const { refusal } = await run(open as Command<typeof input>, input);
  if (refusal) return { items: [], refusal, cursor: null };
  const tried: ((Told & { readonly id: string }) | Fault)[] = [];
  for (const id of new Set(ids)) {
    if (Date.now() > until) throw new TookTooLong();
    const one = { ...inputOf(id), idempotencyKey: idempotencyKey && `${idempotencyKey}/${id}` };
    tried.push({ id, ...(await orFault(() => unlessGone(idField, () => run(command as Command<typeof one>, one)))) });
  }
  const done = withoutFaults<Told & { readonly id: string }>(tried);
  return { items: done.map(({ id, refusal }) => ({ id, refusal })), refusal: null, cursor: lastCursor(done) };
}

type Told = Pick<Outcome, 'refusal' | 'cursor'>;

export interface Fault {
  readonly fault: unknown;
}

/** A fault of ours is kept until the others are done; what the caller did wrong, and a database that is away, end it at once. */
export async function orFault<T>(work: () => Promise<T>): Promise<T | Fault> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CallerError || isUnavailable(error)) throw error;
    return { fault: error };
  }
}

/** What came of those that went well; where a fault was kept, it is told now. */
export function withoutFaults<T extends object>(done: readonly (T | Fault)[]): readonly T[] {
  const fault = done.find((one): one is Fault => 'fault' in one);
  if (fault) throw fault.fault;
  return done as readonly T[];
}

export const lastCursor = (done: readonly Pick<Told, 'cursor'>[]): string | null =>
  done.findLast(({ cursor }) => cursor !== null)?.cursor ?? null;

async function unlessGone(idField: string, work: () => Promise<Outcome>): Promise<Told> {
  try {
    return await work();
  } catch (error) {
    const isGone = error instanceof CallerError && error.code === 'NOT_FOUND' && error.field === idField;
    if (isGone) return { refusal: { code: 'NOT_FOUND' }, cursor: null };
    throw error;
  }
}
