import { event, set } from '../change.js';
import { notFound, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { maySee, type Viewer } from '../policy.js';
import { isMember } from '../pool/pool.js';
import type { Refusal } from '../refusal.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { isOpen, type LeadFile } from './lead.js';
import type { LeadAround } from './place.js';

/** What somebody holds already, and how much they may. */
export interface Holding {
  readonly used: number;
  readonly cap: number;
}

/** Why somebody can't take this lead from its pool, apart from what they hold; null where they can. */
export function claimRefusal(file: LeadFile, by: Viewer): Refusal | null {
  const { lead } = file;
  if (isOpen(lead) && lead.ownerId !== null) return { code: 'ALREADY_OWNED' };
  if (!maySee(by, standingOf(file))) throw notFound('leadId');
  if (!isOpen(lead)) return { code: 'ALREADY_CLOSED' };
  const pool = file.pools.find(({ id }) => id === lead.poolId);
  if (!pool) return { code: 'NOT_IN_POOL' };
  return isMember(by, pool) ? null : { code: 'NOT_POOL_MEMBER' };
}

/** Takes a lead from the pool: for members of the pool's teams who hold less than the cap. Of many at once, the first gets it. */
export function decideClaimLead(
  file: LeadFile,
  by: Viewer,
  { holding, around }: { holding: Holding; around: LeadAround },
  call: Call,
): Decision {
  const refusal = claimRefusal(file, by);
  if (refusal) return refuse(refusal);
  const { used, cap } = holding;
  if (used >= cap) return refuse({ code: 'HOLDING_CAP', limit: cap, used, retryAt: null });
  const { id, poolId } = file.lead;
  const pool = file.pools.find((one) => one.id === poolId)?.name ?? '';
  const claimed = [
    set('Lead', id, {
      status: 'ASSIGNED',
      ownerId: by.id,
      ownedSince: call.now,
      poolId: null,
      assignedBecause: message('BECAUSE_CLAIMED', { pool }),
    }),
    event('LEAD_CLAIMED', { leadId: id, data: { ownerId: by.id, poolId } }),
  ];
  return acceptFor({ ...file, ...around }, claimed, call, {});
}
