import { poolFor } from '../pool/pool.js';
import { heldOf } from '../standing.js';
import type { Stood } from './merge.js';
import { isOver } from './rights.js';
import type { File } from './kind.js';

/** Who or which pool takes a merged one back. */
export interface Home {
  readonly ownerId: string | null;
  readonly poolId: string | null;
}

/** Back to its owner or pool; where the owner is gone meanwhile, to the survivor's, else into a pool. What is over stays as it was. */
export function homeOf(merged: File, holder: File, { ownerId, poolId, status }: Stood): Home {
  const isThere = merged.people.some(({ id, active }) => id === ownerId && active);
  const wasOver = 'customer' in merged ? isOver(merged) : status === 'DISQUALIFIED';
  if (ownerId === null || isThere || wasOver) return { ownerId, poolId };
  const heir = heldOf(holder).ownerId;
  return heir === null ? { ownerId: null, poolId: poolOf(merged) } : { ownerId: heir, poolId: null };
}

function poolOf(merged: File): string {
  const kind = 'lead' in merged ? 'LEAD' : 'PUBLIC';
  const pool = poolFor(merged.pools, kind, merged.ownerTeam?.id ?? null);
  if (!pool) throw new Error(`There is no pool of kind ${kind} for ${heldOf(merged).id}`);
  return pool.id;
}
