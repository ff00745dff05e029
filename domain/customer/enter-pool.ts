import { event, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { MoveReason } from '../playbook/conditions.js';
import { stageOf } from '../playbook/playbook.js';
import { poolFor, type PoolKind } from '../pool/pool.js';
import type { CustomerFile } from './customer.js';

/** Nobody owns the customer any more: open next steps end, and whoever is eligible may claim. The stage visit goes on. */
export function enterPool(file: CustomerFile, kind: PoolKind, { reason, rule }: MoveReason, call: Call): Changes {
  const { customer } = file;
  const pool = poolFor(file.pools, kind, file.ownerTeam?.id ?? null);
  if (!pool) throw new Error(`There is no pool of kind ${kind} for ${customer.id}`);
  const type = rule === null ? 'CUSTOMER_RELEASED' : 'CUSTOMER_RECLAIMED';
  return [
    ...file.followUps.flatMap((followUp) => cancelled(followUp, 'POOLED')),
    set('Customer', customer.id, {
      ownerId: null,
      ownedSince: null,
      lastOwnerId: customer.ownerId,
      poolId: pool.id,
      pooledAt: call.now,
    }),
    event(type, { customerId: customer.id, rule, data: { poolId: pool.id, ownerId: customer.ownerId, reason } }),
    ...tellOwner(file, pool.name, call),
  ];
}

/** The owner hears of it, unless they did it themself. */
function tellOwner({ customer, playbook, people }: CustomerFile, pool: string, call: Call): Changes {
  if (customer.ownerId === null || customer.ownerId === call.by?.id) return [];
  const params = { customer: customer.name, pool, stage: stageOf(playbook, customer.stage).label };
  const card = {
    kind: 'RECLAIMED' as const,
    title: message('NOTE_RECLAIMED', params),
    body: message('NOTE_RECLAIMED_BODY', params),
  };
  return [notifyOrStandIn(people, customer.ownerId, { ...card, level: 0, customerId: customer.id }, call)];
}
