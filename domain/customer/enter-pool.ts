import { event, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import type { Deadline } from '../deadline/deadline.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { MoveReason } from '../playbook/conditions.js';
import { stageOf } from '../playbook/playbook.js';
import { poolFor, type Pool, type PoolKind } from '../pool/pool.js';
import type { CustomerFile } from './customer.js';

/** Why somebody goes to a pool; the rule is null where a person says so. */
export interface PoolCause extends MoveReason {
  readonly note?: string | null;
  /** The timer that takes it there: its reason is what the owner is told. */
  readonly deadline?: Deadline;
}

/** Into the owner's team's pool of this kind. */
export function enterPool(file: CustomerFile, kind: PoolKind, cause: PoolCause, call: Call): Changes {
  const pool = poolFor(file.pools, kind, file.ownerTeam?.id ?? null);
  if (!pool) throw new Error(`There is no pool of kind ${kind} for ${file.customer.id}`);
  return moveToPool(file, pool, cause, call);
}

/** Nobody owns the customer any more: open next steps end, and whoever is eligible may claim. The stage visit goes on. */
export function moveToPool(file: CustomerFile, pool: Pool, cause: PoolCause, call: Call): Changes {
  const { customer } = file;
  const { reason, rule, note = null } = cause;
  return [
    ...file.followUps.flatMap((followUp) => cancelled(followUp, 'POOLED', call)),
    set('Customer', customer.id, {
      ownerId: null,
      ownedSince: null,
      ...(customer.ownerId === null ? {} : { lastOwnerId: customer.ownerId }),
      poolId: pool.id,
      pooledAt: call.now,
    }),
    event(rule === null ? 'CUSTOMER_RELEASED' : 'CUSTOMER_RECLAIMED', {
      customerId: customer.id,
      rule,
      data: { poolId: pool.id, ownerId: customer.ownerId, reason, ...(note === null ? {} : { note }) },
    }),
    ...tellOwner(file, pool.name, cause, call),
  ];
}

/** The owner hears of it, unless they did it themself. */
function tellOwner(file: CustomerFile, pool: string, { deadline }: PoolCause, call: Call): Changes {
  const { customer, playbook, people } = file;
  if (customer.ownerId === null || customer.ownerId === call.by?.id) return [];
  const params = { customer: customer.name, pool, stage: stageOf(playbook, customer.stage).label };
  const card = {
    kind: 'RECLAIMED' as const,
    title: message('NOTE_RECLAIMED', params),
    body: deadline?.because ?? message('NOTE_RECLAIMED_BODY', params),
    deadlineId: deadline?.id ?? null,
  };
  return [notifyOrStandIn(people, customer.ownerId, { ...card, level: 0, customerId: customer.id }, call)];
}
