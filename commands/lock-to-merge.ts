import type { CustomerFile } from '../domain/customer/customer.js';
import { badInput, notFound } from '../domain/decision.js';
import type { LeadFile } from '../domain/lead/lead.js';
import { message } from '../domain/message.js';
import { heldOf } from '../domain/standing.js';
import { Overtaken } from './store/survivor.js';
import type { Tx } from './store/tx.js';

export interface Merging {
  readonly into: string;
  readonly from: readonly string[];
  readonly dryRun?: boolean | null;
}

/** How records of a kind are found and locked. */
interface Records<F> {
  readonly survivorId: (id: string) => Promise<string>;
  /** Many at once, in the order of their ids; merged ones as they stand. */
  readonly lockAll: (ids: readonly string[]) => Promise<readonly F[]>;
  /** One that the caller sees; of a merged one, the survivor. */
  readonly lockSeen: (id: string, field: string) => Promise<F>;
}

/**
 * The survivor and those that are to go, locked; whom the caller may not see is not found. The survivor may be named by an old id, the
 * others by their own only.
 */
export async function lockToMerge<F extends CustomerFile | LeadFile>(
  tx: Tx,
  input: Merging,
  { survivorId, lockAll, lockSeen }: Records<F>,
): Promise<{ into: F; from: readonly F[] }> {
  const fromIds = requireOthers(input);
  const intoId = await survivorId(input.into);
  const files = new Map((await lockAll([...new Set([intoId, ...fromIds])])).map((file) => [heldOf(file).id, file]));
  const into = files.get(intoId);
  if (!into) throw notFound('into');
  if (heldOf(into).mergedIntoId !== null) throw new Overtaken();
  tx.requireSeen(into, 'into');
  const from: F[] = [];
  for (const id of fromIds) {
    const field = `from.${input.from.indexOf(id)}`;
    const file = files.get(id);
    if (!file) throw notFound(field);
    tx.requireSeen(heldOf(file).mergedIntoId === null ? file : await lockSeen(id, field), field);
    from.push(file);
  }
  return { into, from };
}

function requireOthers({ into, from }: Merging): readonly string[] {
  if (from.length === 0) throw badInput('from', message('REQUIRED'));
  if (from.includes(into)) throw badInput(`from.${from.indexOf(into)}`, message('NOT_WITH_ITSELF'));
  return [...new Set(from)];
}
