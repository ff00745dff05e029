import { moveToPool } from '../customer/enter-pool.js';
import type { CustomerFile } from '../customer/customer.js';
import { badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { mayGiveAway, mayWorkOn, scopeOf, type Viewer } from '../policy.js';
import { reasonAsked, reasonRefusal } from '../reason/choose.js';
import { findOffered } from '../reason/reason.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { poolOf } from './claim.js';
import { isOpenToAll, poolFor, type Pool } from './pool.js';
import { isProtected } from './protect.js';

export interface Release {
  /** Null: it is none of the customer's list. */
  readonly reason: string | null;
  readonly note: string | null;
  /** Left out: the public pool of the owner's team. */
  readonly poolId: string | null;
}

/** The owner, or a superior, puts a customer back, with a reason of the list. It doesn't refund the claim of it. */
export function decideRelease(file: CustomerFile, { reason, note, poolId }: Release, call: Call): Decision {
  const { customer } = file;
  if (customer.poolId !== null) return refuse({ code: 'NOT_OWNER' });
  if (call.by !== null && !mayWorkOn(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  if (isProtected(customer, call.now)) return refuse({ code: 'PROTECTED' });
  const unexplained =
    reason === null
      ? reasonAsked('releaseCustomer')
      : reasonRefusal(file, 'RELEASE', { code: reason, note }, 'releaseCustomer');
  if (unexplained) return refuse(unexplained);
  const pool =
    poolId === null ? poolFor(file.pools, 'PUBLIC', file.ownerTeam?.id ?? null) : poolNamed(file, poolId, call.by);
  if (!pool) throw new Error(`There is no pool for ${customer.id}`);
  return acceptFor(file, moveToPool(file, pool, { reason, rule: null, note }, call), call, { poolId: pool.id });
}

/** One of many, whose lists may differ: a reason that isn't in its list is none. Else it is put back, or refused, like any other. */
export function decideReleaseOfMany(
  file: CustomerFile,
  { reason, ...release }: Release & { readonly reason: string },
  call: Call,
): Decision {
  const isOffered = findOffered(file, 'RELEASE', reason) !== undefined;
  return decideRelease(file, { ...release, reason: isOffered ? reason : null }, call);
}

/** A superior takes a customer from its owner, or out of one pool, into another. */
export function decideMoveToPool(file: CustomerFile, poolId: string, call: Call): Decision {
  const { customer } = file;
  const pool = poolNamed(file, poolId, call.by);
  if (customer.ownerId !== null && call.by !== null && !mayGiveAway(call.by, standingOf(file)))
    return refuse({ code: 'NOT_OWNER' });
  if (isProtected(customer, call.now)) return refuse({ code: 'PROTECTED' });
  if (poolOf(file)?.id === poolId) return acceptFor(file, [], call, { poolId });
  return acceptFor(file, moveToPool(file, pool, { reason: null, rule: null }, call), call, { poolId });
}

/** A pool for customers that the caller sees. */
function poolNamed({ pools }: CustomerFile, poolId: string, by: Viewer | null): Pool {
  const pool = pools.find(({ id }) => id === poolId);
  if (!pool || (by !== null && !seesPool(by, pool))) throw notFound('poolId');
  if (pool.kind === 'LEAD') throw badInput('poolId', message('POOL_HOLDS_LEADS'));
  return pool;
}

function seesPool(by: Viewer, pool: Pool): boolean {
  const scope = scopeOf(by);
  return scope.everybody || isOpenToAll(pool) || pool.teamIds.some((id) => scope.poolTeamIds.includes(id));
}
