import { add, after, event, set } from '../change.js';
import { dueAfter, localDay, type WorkCalendar } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import { notFound, refuse, type Call, type Decision } from '../decision.js';
import { nextStepOf } from '../follow-up/next-action.js';
import { maySee, type Viewer } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { isMember, type Pool } from './pool.js';
import { quotaOf, type ClaimRecord } from './quota.js';

/** One customer taken from a pool: what counts towards its claimer's quota, and the first contact that is owed for it. */
export interface Claim {
  readonly id: string;
  readonly customerId: string;
  readonly userId: string;
  readonly poolId: string;
  readonly claimedAt: Date;
  /** The organisation's local day, YYYY-MM-DD: a release doesn't give it back. */
  readonly claimedOn: string;
  /** Null where the pool asks for none. */
  readonly firstContactDueAt: Date | null;
  readonly contactedAt: Date | null;
  readonly missedAt: Date | null;
}

/** Around whoever claims: their team and those above them. */
export type ClaimerAround = Pick<CustomerFile, 'ownerTeam' | 'people'>;

/** Takes a customer from its pool: for members of the pool's teams whom no rule of it holds back. Of many at once, one gets it. */
export function decideClaim(
  file: CustomerFile,
  by: Viewer,
  { record, around }: { record: ClaimRecord; around: ClaimerAround },
  call: Call,
): Decision {
  const pool = poolOf(file);
  const refusal = standingRefusal(file, by) ?? heldBackBy(offerOf(file, pool!), record, call.now)[0];
  if (refusal || !pool) return refuse(refusal ?? { code: 'NOT_IN_POOL' });
  const claim = claimOf(file, pool, by, call);
  const taken = [
    set('Customer', file.customer.id, { ownerId: by.id, ownedSince: call.now, poolId: null, pooledAt: null }),
    add('Claim', claim),
    event('CUSTOMER_CLAIMED', {
      customerId: file.customer.id,
      data: { ownerId: by.id, poolId: pool.id, firstContactDueAt: claim.firstContactDueAt?.toISOString() ?? null },
    }),
  ];
  const theirs = { ...file, ...around };
  const next = nextStepOf(after(theirs, taken), claim.firstContactDueAt, call);
  return acceptFor(theirs, [...taken, ...next], call, { poolId: pool.id });
}

/** Why this customer can't be taken by anybody, or by nobody of their teams. */
export function standingRefusal(file: CustomerFile, by: Viewer): Refusal | null {
  if (file.customer.ownerId !== null) return { code: 'ALREADY_OWNED' };
  if (!maySee(by, standingOf(file))) throw notFound('customerId');
  const pool = poolOf(file);
  if (!pool) return { code: 'NOT_IN_POOL' };
  return isMember(by, pool) ? null : { code: 'NOT_POOL_MEMBER' };
}

/** Somebody whom a pool offers. */
export interface Offer {
  readonly pool: Pool;
  /** Since when; null: nobody knows. */
  readonly offeredAt: Date | null;
  readonly calendar: WorkCalendar;
}

export const offerOf = ({ customer, calendar }: CustomerFile, pool: Pool): Offer => ({
  pool,
  offeredAt: customer.pooledAt,
  calendar,
});

/** All rules of the pool that hold this person back from the offer, and until when; what is about the offer comes first. */
export function heldBackBy(offer: Offer, record: ClaimRecord, now: Date): readonly Refusal[] {
  const all = [embargoRefusal(offer, now), coolDownRefusal(offer, record, now), quotaRefusal(offer, record, now)];
  return all.filter((refusal) => refusal !== null);
}

function embargoRefusal({ pool: { rules }, offeredAt, calendar }: Offer, now: Date): Refusal | null {
  if (offeredAt === null) return null;
  return whileBefore('POOL_EMBARGO', dueAfter(offeredAt, rules.embargo, 'CLOCK', calendar), now);
}

function coolDownRefusal({ pool: { rules }, calendar }: Offer, { gaveUpAt }: ClaimRecord, now: Date): Refusal | null {
  if (gaveUpAt === null) return null;
  return whileBefore('CLAIM_COOL_DOWN', dueAfter(gaveUpAt, rules.coolDown, 'CLOCK', calendar), now);
}

function quotaRefusal({ pool: { rules }, calendar }: Offer, record: ClaimRecord, now: Date): Refusal | null {
  const { dailyLimit, claimedToday, holdingCap, held, resetsAt, suspendedUntil } = quotaOf(
    rules,
    record,
    now,
    calendar,
  );
  if (suspendedUntil) return whileBefore('CLAIM_SUSPENDED', suspendedUntil, now);
  if (dailyLimit !== null && claimedToday >= dailyLimit)
    return { code: 'DAILY_CLAIM_LIMIT', limit: dailyLimit, used: claimedToday, retryAt: resetsAt.toISOString() };
  if (holdingCap !== null && held >= holdingCap)
    return { code: 'HOLDING_CAP', limit: holdingCap, used: held, retryAt: null };
  return null;
}

function whileBefore(
  code: 'POOL_EMBARGO' | 'CLAIM_COOL_DOWN' | 'CLAIM_SUSPENDED',
  until: Date,
  now: Date,
): Refusal | null {
  return until > now ? { code, limit: null, used: null, retryAt: until.toISOString() } : null;
}

export const poolOf = ({ customer, pools }: CustomerFile): Pool | undefined =>
  pools.find(({ id }) => id === customer.poolId);

/** A claim by somebody now, with its first contact due as the pool says. */
export function claimOf(
  { customer, calendar }: CustomerFile,
  { id: poolId, rules }: Pool,
  by: Pick<Viewer, 'id'>,
  call: Call,
): Claim {
  const { firstContactWithin } = rules;
  return {
    id: call.newId('Claim'),
    customerId: customer.id,
    userId: by.id,
    poolId,
    claimedAt: call.now,
    claimedOn: localDay(call.now, calendar.timeZone),
    firstContactDueAt: firstContactWithin === null ? null : dueAfter(call.now, firstContactWithin, 'CLOCK', calendar),
    contactedAt: null,
    missedAt: null,
  };
}
