import { after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { nextStepOf } from '../follow-up/next-action.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { Person } from '../people.js';
import { mayAssignTo } from '../policy.js';
import type { RefusalCode } from '../refusal.js';
import { acceptFor } from '../settle.js';
import { poolOf, type ClaimerAround } from './claim.js';

/**
 * A superior gives a pooled customer to one of their people. No claim: neither the daily limit nor the cap, cool-down or embargo holds them back,
 * and the log says which of these it went past.
 */
export function decideAssignFromPool(
  file: CustomerFile,
  to: Person,
  { around, exceptions }: { around: ClaimerAround; exceptions: readonly RefusalCode[] },
  call: Call,
): Decision {
  if (call.by !== null && !mayAssignTo(call.by, to)) throw notFound('toUserId');
  if (!to.active) throw badInput('toUserId', message('USER_INACTIVE'));
  const { customer } = file;
  if (customer.ownerId !== null) return refuse({ code: 'ALREADY_OWNED' });
  const pool = poolOf(file);
  if (!pool) return refuse({ code: 'NOT_IN_POOL' });
  const given = [
    set('Customer', customer.id, { ownerId: to.id, ownedSince: call.now, poolId: null, pooledAt: null }),
    event('CUSTOMER_ASSIGNED', {
      customerId: customer.id,
      data: { ownerId: to.id, from: null, poolId: pool.id, exceptions },
    }),
  ];
  const theirs = { ...file, ...around };
  const next = nextStepOf(after(theirs, given), null, call);
  const told = tell(theirs, to, { name: customer.name, pool: pool.name }, call);
  return acceptFor(theirs, [...given, ...next, ...told], call, { poolId: pool.id });
}

function tell(
  { customer, people }: CustomerFile,
  to: Person,
  params: { readonly name: string; readonly pool: string },
  call: Call,
): Changes {
  if (to.id === call.by?.id) return [];
  const card = {
    kind: 'ASSIGNED' as const,
    title: message('NOTE_FROM_POOL', params),
    body: message('NOTE_FROM_POOL_BODY', params),
    level: 0,
    customerId: customer.id,
  };
  return [notifyOrStandIn(people, to.id, card, call)];
}
