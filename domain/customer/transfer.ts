import { event, set, type Changes } from '../change.js';
import { badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { Person } from '../people.js';
import { mayAssignTo, mayGiveAway } from '../policy.js';
import { acceptFor, settled } from '../settle.js';
import { standingOf } from '../standing.js';
import type { CustomerFile } from './customer.js';

/** A superior gives an owned customer to somebody of their people, who is told at once. Stage and history stay, closed deals included. */
export function decideTransfer(file: CustomerFile, to: Person, note: string | null, call: Call): Decision {
  if (call.by !== null && !mayAssignTo(call.by, to)) throw notFound('toUserId');
  if (!to.active) throw badInput('toUserId', message('USER_INACTIVE'));
  const { customer } = file;
  if (customer.ownerId === null) return refuse({ code: 'NOT_OWNER' });
  if (call.by !== null && !mayGiveAway(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  if (customer.ownerId === to.id) return acceptFor(file, [], call, {});
  const passed = passedTo(file, to.id, note === null ? {} : { note }, call);
  return acceptFor(file, [...passed, ...told(file, to, note, call)], call, {});
}

/** The same as part of a hand-over, which tells the new owner once of everything. */
export function handedTo(file: CustomerFile, toId: string, handOverId: string, call: Call): Changes {
  return settled(file, passedTo(file, toId, { handOverId }, call), call);
}

/** The open follow-ups of the old owner go along as they are; those of others stay theirs. The idle clocks start with the new owner. */
export function passedTo({ customer, followUps }: CustomerFile, toId: string, data: object, call: Call): Changes {
  const from = customer.ownerId;
  return [
    set('Customer', customer.id, { ownerId: toId, ownedSince: call.now, lastOwnerId: from }),
    ...followUps
      .filter(({ ownerId }) => ownerId === from)
      .map(({ id, version }) => set('FollowUp', id, { ownerId: toId, version: version + 1 })),
    event('CUSTOMER_TRANSFERRED', { customerId: customer.id, data: { from, ownerId: toId, ...data } }),
  ];
}

function told({ customer, people }: CustomerFile, to: Person, note: string | null, call: Call): Changes {
  if (to.id === call.by?.id) return [];
  const params = { name: customer.name, ...(note === null ? {} : { note }) };
  const card = {
    kind: 'ASSIGNED' as const,
    title: message('NOTE_CUSTOMER_ASSIGNED', params),
    body: message(note === null ? 'NOTE_CUSTOMER_ASSIGNED_BODY' : 'NOTE_CUSTOMER_TRANSFERRED_BODY', params),
  };
  return [notifyOrStandIn(people, to.id, { ...card, level: 0, customerId: customer.id }, call)];
}
