import type { Merge, MergeKind } from './merge.js';
import { isSame, together, type Json, type Taken, type Traits } from './traits.js';

/** What a piece of the survivor goes back to, from what the merges made of it. */
export type Back = Readonly<Record<string, { readonly from: Json; readonly to: Json | null }>>;

interface Undone {
  readonly back: Back;
  /** What each later merge has taken now that this one is gone, where that differs. */
  readonly retaken: ReadonlyMap<string, Taken>;
}

/**
 * The survivor without one of the merges that stand, as if there had only been the others. What somebody changed since then is theirs and
 * stays. `standing` is in the order of merging.
 */
export function withoutMerge(kind: MergeKind, own: Traits, standing: readonly Merge[], gone: Merge): Undone {
  const later = standing.slice(standing.findIndex(({ id }) => id === gone.id) + 1);
  const taken = new Map(later.map((one): [string, Taken] => [one.id, one.undo.taken]));
  const back: Record<string, Back[string]> = {};
  for (const [piece, { was, now }] of Object.entries(gone.undo.taken)) {
    const from = later.reduce((value, { undo }) => undo.taken[piece]?.now ?? value, now);
    if (!isSame(own[piece] ?? null, from)) continue;
    let to = was;
    for (const { id, undo } of later) {
      const next = undo.offered[piece] === undefined ? to : together(kind, piece, to, undo.offered[piece]);
      taken.set(id, withPiece(taken.get(id)!, piece, to, next));
      to = next;
    }
    if (!isSame(from, to)) back[piece] = { from, to };
  }
  const retaken = later.filter(({ id, undo }) => !isSame(taken.get(id)!, undo.taken));
  return { back, retaken: new Map(retaken.map(({ id }) => [id, taken.get(id)!])) };
}

function withPiece(taken: Taken, piece: string, was: Json | null, now: Json | null): Taken {
  const { [piece]: _, ...rest } = taken;
  return now === null || isSame(was, now) ? rest : { ...rest, [piece]: { was, now } };
}

/** Which of these a record still has as the merges left them. */
export function stillThere(own: Traits, back: Back): Readonly<Record<string, Json | null>> {
  const held = Object.entries(back).filter(([piece, { from }]) => isSame(own[piece] ?? null, from));
  return Object.fromEntries(held.map(([piece, { to }]) => [piece, to]));
}
