import { localDay } from '../calendar.js';
import { add, event, set } from '../change.js';
import { notFound, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { maySee, type Viewer } from '../policy.js';
import { heldBackBy } from '../pool/claim.js';
import { isMember, type Pool } from '../pool/pool.js';
import type { ClaimRecord } from '../pool/quota.js';
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
  const pool = poolOfLead(file);
  if (!pool) return { code: 'NOT_IN_POOL' };
  return isMember(by, pool) ? null : { code: 'NOT_POOL_MEMBER' };
}

/** One lead taken from a pool: what counts towards its claimer's daily limit. */
export interface LeadClaim {
  readonly id: string;
  readonly leadId: string;
  readonly userId: string;
  readonly poolId: string;
  readonly claimedAt: Date;
  /** The organisation's local day, YYYY-MM-DD: a release doesn't give it back. */
  readonly claimedOn: string;
}

/** What is known about whoever claims. */
interface Claimer {
  readonly holding: Holding;
  readonly record: ClaimRecord;
  /** When the lead came into its pool. */
  readonly offeredAt: Date | null;
  readonly around: LeadAround;
}

/** Takes a lead from the pool: for members of the pool's teams whom none of its rules holds back, and who hold less than the cap. Of many at once, the first gets it. */
export function decideClaimLead(
  file: LeadFile,
  by: Viewer,
  { holding, record, offeredAt, around }: Claimer,
  call: Call,
): Decision {
  const refusal = claimRefusal(file, by);
  if (refusal) return refuse(refusal);
  const { used, cap } = holding;
  const pool = poolOfLead(file)!;
  const { calendar } = file;
  const heldBack = heldBackBy({ pool, offeredAt, calendar }, record, call.now)[0];
  if (heldBack) return refuse(heldBack);
  if (used >= cap) return refuse({ code: 'HOLDING_CAP', limit: cap, used, retryAt: null });
  const { id } = file.lead;
  const poolId = pool.id;
  const claim = {
    id: call.newId('LeadClaim'),
    leadId: id,
    userId: by.id,
    poolId,
    claimedAt: call.now,
    claimedOn: localDay(call.now, calendar.timeZone),
  };
  const claimed = [
    add('LeadClaim', claim),
    set('Lead', id, {
      status: 'ASSIGNED',
      ownerId: by.id,
      ownedSince: call.now,
      poolId: null,
      assignedBecause: message('BECAUSE_CLAIMED', { pool: pool.name }),
    }),
    event('LEAD_CLAIMED', { leadId: id, data: { ownerId: by.id, poolId } }),
  ];
  return acceptFor({ ...file, ...around }, claimed, call, {});
}

export const poolOfLead = ({ lead, pools }: LeadFile): Pool | undefined => pools.find(({ id }) => id === lead.poolId);
