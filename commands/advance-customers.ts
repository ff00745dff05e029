import { decideAdvanceOfMany, requireMoveOfSome, type MoveOfMany } from '../domain/customer/advance-many.js';
import { accept } from '../domain/decision.js';
import { CallerError, type Refusal } from '../domain/refusal.js';
import { command, type Command, type Outcome } from './command.js';
import { isUnavailable, TookTooLong } from './store/unavailable.js';

export interface AdvanceCustomers extends MoveOfMany {
  readonly customerIds: readonly string[];
  readonly idempotencyKey?: string | null;
}

/** What became of one of them; null: it was moved. */
export interface Item {
  readonly id: string;
  readonly refusal: Refusal | null;
}

export interface Bulk {
  readonly items: readonly Item[];
  readonly refusal: Refusal | null;
  /** After the last change. */
  readonly cursor: string | null;
}

type RunKeyed = <I extends { idempotencyKey?: string | null }>(command: Command<I>, input: I) => Promise<Outcome>;

/** Longest time for all of them together. */
const LONGEST_MS = 20_000;

/**
 * Moves many, each in a transaction of its own, so that one that fails takes nothing from the others. Asked again with the same key it goes on
 * where it was interrupted: what was done isn't done again, and answers the same.
 */
export async function advanceCustomers(
  run: RunKeyed,
  { idempotencyKey = null, ...input }: AdvanceCustomers,
  until = Date.now() + LONGEST_MS,
): Promise<Bulk> {
  const { refusal } = await run(openBulk, { ...input, idempotencyKey });
  if (refusal) return { items: [], refusal, cursor: null };
  const { customerIds, ...move } = input;
  const done: Tried[] = [];
  for (const id of new Set(customerIds)) {
    if (Date.now() > until) throw new TookTooLong();
    done.push(
      await tried(run, { ...move, customerId: id, idempotencyKey: idempotencyKey && `${idempotencyKey}/${id}` }),
    );
  }
  const fault = done.find((one) => 'fault' in one);
  if (fault) throw fault.fault;
  const items = done.flatMap((one) => ('fault' in one ? [] : [one]));
  return { items: items.map(({ id, refusal }) => ({ id, refusal })), refusal: null, cursor: lastOf(items) };
}

/** Keeps the whole input under the key, so that the same key never moves others than it did; and notices a stage that nobody has. */
const openBulk = command('advanceCustomers', async (tx, input: AdvanceCustomers) => {
  const theirs = tx.sql
    .selectFrom('Customer')
    .select('playbookId')
    .distinct()
    .where('id', 'in', [...input.customerIds]);
  const ids = (await theirs.execute()).map(({ playbookId }) => playbookId);
  const playbooks = await tx.playbooks.find(tx.sql, ids);
  requireMoveOfSome({ playbooks, reasons: (await tx.loadSettings()).reasons }, input);
  return accept([]);
});

interface OneOfMany extends MoveOfMany {
  readonly customerId: string;
  readonly idempotencyKey: string | null;
}

const advanceOneOfMany = command('advanceCustomers', async (tx, { customerId, ...move }: OneOfMany, call) =>
  decideAdvanceOfMany(await tx.lockCustomer(customerId), move, call),
);

type Tried = (Item & { readonly cursor: string | null }) | { readonly fault: unknown };

/** One that isn't there, or that the caller may not see, is not theirs. A fault of ours is told when the others are done. */
async function tried(run: RunKeyed, one: OneOfMany): Promise<Tried> {
  const id = one.customerId;
  try {
    const { refusal, cursor } = await run(advanceOneOfMany, one);
    return { id, refusal, cursor };
  } catch (error) {
    if (error instanceof CallerError && error.code === 'NOT_FOUND')
      return { id, refusal: { code: 'NOT_OWNER' }, cursor: null };
    if (error instanceof CallerError || isUnavailable(error)) throw error;
    return { fault: error };
  }
}

const lastOf = (items: readonly { readonly cursor: string | null }[]): string | null =>
  items.findLast(({ cursor }) => cursor !== null)?.cursor ?? null;
