import type { CustomerFile } from '../domain/customer/customer.js';
import { badInput, notFound, Refused } from '../domain/decision.js';
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
  readonly table: 'Customer' | 'Lead';
  /** Many at once, in the order of their ids; without asking who sees them. */
  readonly lockAll: (ids: readonly string[]) => Promise<readonly F[]>;
  /** One that the caller sees; of a merged one, the survivor. */
  readonly lockSeen: (id: string, field: string) => Promise<F>;
}

/**
 * The survivor and those that are to go, locked; whom the caller may not see is not found. The survivor may be named by an old id. Of the
 * others one that was merged already is refused before anything is locked: its row is nobody's to wait for.
 */
export async function lockToMerge<F extends CustomerFile | LeadFile>(
  tx: Tx,
  input: Merging,
  { table, lockAll, lockSeen }: Records<F>,
): Promise<{ into: F; from: readonly F[] }> {
  const fromIds = requireOthers(input);
  const known = await tx.survivorIds(table, [input.into, ...fromIds]);
  const gone = fromIds.find((id) => (known.get(id) ?? id) !== id);
  if (gone !== undefined) {
    await lockSeen(gone, fieldOf(gone, input));
    throw new Refused({ code: 'ALREADY_CLOSED' });
  }
  const intoId = known.get(input.into) ?? input.into;
  const files = new Map((await lockAll([...new Set([intoId, ...fromIds])])).map((file) => [heldOf(file).id, file]));
  const seen = (id: string, field: string): F => {
    const file = files.get(id);
    if (!file) throw notFound(field);
    if (heldOf(file).mergedIntoId !== null) throw new Overtaken();
    tx.requireSeen(file, field);
    return file;
  };
  return { into: seen(intoId, 'into'), from: fromIds.map((id) => seen(id, fieldOf(id, input))) };
}

function requireOthers({ into, from }: Merging): readonly string[] {
  if (from.length === 0) throw badInput('from', message('REQUIRED'));
  if (from.includes(into)) throw badInput(fieldOf(into, { from }), message('NOT_WITH_ITSELF'));
  return [...new Set(from)];
}

const fieldOf = (id: string, { from }: Pick<Merging, 'from'>): string => `from.${from.indexOf(id)}`;
