import { event, set } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message } from '../message.js';
import { notifyOrStandIn } from '../notify.js';
import type { Person } from '../people.js';
import { actsAs } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { acceptFor } from '../settle.js';
import type { DeliveryFile } from './deal.js';

/** The delivery that is under way: one that nobody has yet, else that of the newest deal which has one. */
export function openDelivery({ deals }: Pick<CustomerFile, 'deals'>): DeliveryFile | null {
  const deliveries = deals.flatMap(({ delivery }) => (delivery === null ? [] : [delivery]));
  return deliveries.find(({ toUserId }) => toUserId === null) ?? deliveries[0] ?? null;
}

/** A named person delivers what was sold, and is told so; handed over again, it goes on to somebody else. */
export function decideHandOverDelivery(file: CustomerFile, to: Person, note: string | null, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  if (!to.active) throw badInput('toUserId', message('USER_INACTIVE'));
  const delivery = openDelivery(file);
  if (!delivery) return refuse(NOT_OPENED);
  if (delivery.toUserId === to.id && (note === null || delivery.note === note)) return acceptFor(file, [], call, {});
  const { id: customerId } = file.customer;
  const changes = [
    set('DealDelivery', delivery.id, { toUserId: to.id, handedOverAt: call.now, note }),
    event('DEAL_HANDED_OVER', {
      customerId,
      data: { dealId: delivery.dealId, from: delivery.toUserId, toUserId: to.id, note },
    }),
  ];
  return acceptFor(file, [...changes, ...told(file, delivery, to, note, call)], call, { dealId: delivery.dealId });
}

/** Whoever delivers ticks off what has been seen to, and so may those in charge of the customer; what was ticked by mistake is opened again. */
export function decideCheckDeliveryItem(file: CustomerFile, itemId: string, isDone: boolean, call: Call): Decision {
  const delivery = file.deals.map((deal) => deal.delivery).find((one) => one?.items.some(({ id }) => id === itemId));
  const item = delivery?.items.find(({ id }) => id === itemId);
  if (!delivery || !item) throw notFound('itemId');
  const isTheirs = call.by !== null && actsAs(call.by, delivery.toUserId);
  const refusal = isTheirs ? null : subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  if ((item.doneAt !== null) === isDone) return acceptFor(file, [], call, { deliveryId: delivery.id });
  const changes = [
    set(
      'ChecklistItem',
      itemId,
      isDone ? { doneAt: call.now, doneById: call.by?.id ?? null } : { doneAt: null, doneById: null },
    ),
    event('CUSTOMER_CHANGED', {
      customerId: file.customer.id,
      data: { dealId: delivery.dealId, deliveryItem: item.code, done: isDone },
    }),
  ];
  return acceptFor(file, changes, call, { deliveryId: delivery.id });
}

/** Nothing is delivered before the customer has bought. */
const NOT_OPENED: Refusal = {
  code: 'CONDITIONS_UNMET',
  unmet: [
    {
      code: 'DELIVERY_OPENED',
      field: null,
      message: message('UNMET_DELIVERY_OPENED'),
      givenWithMove: false,
      guide: { mutation: 'advanceCustomer', fields: ['to'], title: message('GUIDE_DELIVERY_OPENED') },
    },
  ],
};

function told({ customer, people }: CustomerFile, { id }: DeliveryFile, to: Person, note: string | null, call: Call) {
  if (to.id === call.by?.id) return [];
  const params = { customer: customer.name, note: note ?? '' };
  const card = {
    kind: 'ASSIGNED' as const,
    title: message('NOTE_DELIVERY', params),
    body: message(note === null ? 'NOTE_DELIVERY_BODY' : 'NOTE_DELIVERY_BODY_NOTE', params),
  };
  return [notifyOrStandIn(people, to.id, { ...card, level: 0, customerId: customer.id, subject: id }, call)];
}
