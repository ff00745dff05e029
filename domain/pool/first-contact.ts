import { pendingApproval } from '../approval/approval.js';
import { event, set, type Change, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { moveToPool } from '../customer/enter-pool.js';
import type { Deadline, WantedDeadline } from '../deadline/deadline.js';
import { allStops, withStops } from '../deadline/stops.js';
import type { Call } from '../decision.js';
import { at, message } from '../message.js';
import type { Claim } from './claim.js';
import { latest } from '../latest.js';
import { protectedUntil } from './exemptions.js';
import { poolFor } from './pool.js';
import { isKept, poolOfOwner } from './reclaim.js';

export const FIRST_CONTACT_RULE = 'firstContact';

/** The owner's claim whose first contact is still to be made. */
export function owedContact({ customer, claim }: CustomerFile): (Claim & { firstContactDueAt: Date }) | null {
  if (claim === null || claim.firstContactDueAt === null || claim.contactedAt !== null || claim.missedAt !== null)
    return null;
  const isTheirs = claim.userId === customer.ownerId && claim.claimedAt.getTime() === customer.ownedSince?.getTime();
  return isTheirs ? { ...claim, firstContactDueAt: claim.firstContactDueAt } : null;
}

/**
 * After a claim the first contact is due by the clock, which stands still while a superior has to decide and while we are out of order, and begins
 * when a claimer on leave is back: else the customer goes back, and it counts against the claimer. One that is kept from being taken back owes none.
 */
export function firstContactDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const claim = owedContact(file);
  const pool = poolOfOwner(file);
  if (!claim || pendingApproval(file) || isKept(file, pool)) return [];
  const { claimedAt, userId } = claim;
  const { onLeaveUntil = null } = file.people.find(({ id }) => id === userId) ?? {};
  const leave = onLeaveUntil === null ? [] : [{ beganAt: claimedAt, endedAt: onLeaveUntil }];
  const dueAt = latest([
    withStops([...allStops(file), ...leave], claimedAt, claim.firstContactDueAt),
    pool ? protectedUntil(file, pool.rules.exempt) : null,
  ]);
  return [
    {
      kind: 'FIRST_CONTACT',
      subject: file.customer.id,
      rule: FIRST_CONTACT_RULE,
      step: 0,
      customerId: file.customer.id,
      leadId: null,
      followUpId: null,
      dueAt,
      because: message('BECAUSE_FIRST_CONTACT', { claimed: at(claimedAt), due: at(dueAt) }),
      onlyAhead: false,
    },
  ];
}

/** Any done follow-up of a claimed customer is the first contact, an attempt without an answer too. */
export function firstContactMade(file: CustomerFile, call: Call): Changes {
  const claim = owedContact(file);
  return claim ? [set('Claim', claim.id, { contactedAt: call.now })] : [];
}

/** Nobody made the first contact in time: back to the pool it came from. */
export function reachFirstContact(file: CustomerFile, deadline: Deadline, fired: Change, call: Call): Changes {
  const claim = owedContact(file);
  if (!claim) throw new Error(`${deadline.id} is armed, but no first contact is owed`);
  const [wanted] = firstContactDeadlines(file);
  if (!wanted) return []; // it is kept from being taken away by now, which disarms it
  if (wanted.dueAt > call.now) return [set('Deadline', deadline.id, { dueAt: wanted.dueAt })];
  const pool =
    file.pools.find(({ id }) => id === claim.poolId) ?? poolFor(file.pools, 'PUBLIC', file.ownerTeam?.id ?? null);
  if (!pool) throw new Error(`There is no pool for ${file.customer.id}`);
  const { id: customerId, ownerId } = file.customer;
  return [
    fired,
    set('Claim', claim.id, { missedAt: call.now }),
    event('FIRST_CONTACT_MISSED', { customerId, rule: FIRST_CONTACT_RULE, data: { ownerId, poolId: pool.id } }),
    ...moveToPool(file, pool, { reason: null, rule: FIRST_CONTACT_RULE, deadline }, call),
  ];
}
