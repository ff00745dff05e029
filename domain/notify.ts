import { add, type Change } from './change.js';
import { standIn } from './deadline/recipients.js';
import type { Call } from './decision.js';
import type { Notification } from './notification.js';
import type { Person } from './people.js';

type Card = Pick<Notification, 'kind' | 'title' | 'body' | 'level'> &
  Partial<Pick<Notification, 'customerId' | 'leadId' | 'followUpId' | 'deadlineId' | 'subject' | 'pushedAt'>>;

/** A new card in somebody's inbox; the log tells of it by itself. */
export function notify(recipientId: string, card: Card, call: Call): Change {
  return add('Notification', {
    customerId: null,
    leadId: null,
    followUpId: null,
    deadlineId: null,
    subject: null,
    ...card,
    id: call.newId('Notification'),
    recipientId,
    at: call.now,
    readAt: null,
    acknowledgedAt: null,
  });
}

/** The same for whoever stands in while the person is on leave; where nobody does, it waits in the person's own inbox. */
export function notifyOrStandIn(people: readonly Person[], personId: string, card: Card, call: Call): Change {
  return notify(standIn({ people }, personId, call.now) ?? personId, card, call);
}
