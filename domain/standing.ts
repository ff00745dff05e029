import type { CustomerFile } from './customer/customer.js';
import type { LeadFile } from './lead/lead.js';
import type { Standing } from './policy.js';
import type { Pool } from './pool/pool.js';

/** Who holds what this file is about. */
export function standingOf(file: CustomerFile | LeadFile): Standing {
  const held = heldOf(file);
  return {
    ownerId: held.ownerId,
    ownerTeamId: file.ownerTeam?.id ?? null,
    poolTeamIds: poolTeams(file.pools, held.poolId),
  };
}

/** The customer or lead itself: what both have in common. */
export const heldOf = (file: CustomerFile | LeadFile) => ('customer' in file ? file.customer : file.lead);

function poolTeams(pools: readonly Pool[], poolId: string | null): readonly string[] | null {
  return pools.find((pool) => pool.id === poolId)?.teamIds ?? null;
}
