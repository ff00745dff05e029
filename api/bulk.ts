import { command, type Outcome } from '../commands/command.js';
import { accept, notFound } from '../domain/decision.js';
import { CallerError, type Refusal } from '../domain/refusal.js';
import type { Context } from './context.js';

export interface BulkAnswer {
  readonly items: readonly { readonly id: string; readonly refusal: Refusal | null }[];
  /** Of the whole; those of the items stand in them. */
  readonly refusal: Refusal | null;
  readonly cursor: string | null;
}

interface Many {
  readonly leadIds: readonly string[];
  readonly idempotencyKey?: string | null;
}

/**
 * The same for each of many leads, one transaction after the other, so that one that is refused holds nobody up. With an idempotency key each
 * has one of its own: a repetition goes on where the first call broke off, and the key never does others than it did. What the caller may not see is told before anything is done.
 */
export async function forEachLead(
  mutation: string,
  input: Many,
  ctx: Context,
  doOne: (one: { readonly leadId: string; readonly idempotencyKey: string | null }) => Promise<Outcome>,
): Promise<BulkAnswer> {
  const { leadIds, idempotencyKey } = input;
  await requireSeen(leadIds, ctx);
  const ids = [...new Set(leadIds)];
  const { refusal } = await ctx.run(keptWhole(mutation), input);
  if (refusal) return { items: ids.map((id) => ({ id, refusal })), refusal, cursor: null };
  const items = [];
  let cursor: string | null = null;
  for (const leadId of ids) {
    const key = idempotencyKey ? `${idempotencyKey}/${leadId}` : null;
    const outcome = await goneIsRefused(() => doOne({ leadId, idempotencyKey: key }));
    items.push({ id: leadId, refusal: outcome.refusal });
    cursor = outcome.cursor ?? cursor;
  }
  return { items, refusal: null, cursor };
}

/** Changes nothing: it keeps the whole input under the key. */
const keptWhole = (mutation: string) => command(mutation, () => Promise.resolve(accept([])));

async function requireSeen(leadIds: readonly string[], { loaders }: Context): Promise<void> {
  const leads = await Promise.all(leadIds.map((id) => loaders.lead.load(id)));
  const missing = leads.findIndex((lead) => !lead);
  if (missing >= 0) throw notFound(`leadIds.${missing}`);
}

/** One that somebody else took while the others were done is no longer the caller's. */
async function goneIsRefused(doOne: () => Promise<Outcome>): Promise<Pick<Outcome, 'refusal' | 'cursor'>> {
  try {
    return await doOne();
  } catch (error) {
    if (error instanceof CallerError && error.code === 'NOT_FOUND' && error.field === 'leadId')
      return { refusal: { code: 'NOT_OWNER' }, cursor: null };
    throw error;
  }
}
