import { set, type Change, type Changes } from '../change.js';
import type { Customer } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { message, type Message, type Param } from '../message.js';
import type { Notification } from '../notification.js';
import { notify } from '../notify.js';
import type { Pool } from '../pool/pool.js';
import type { Lead } from './lead.js';

/** Nobody could take somebody: who can put it right, and the cards about others like them that these people haven't read yet. */
export interface Unplaced {
  readonly tell: readonly string[];
  readonly open: readonly Notification[];
}

/** The subjects of the cards that count: at most one unread card of each per person. */
export const COUNTING_CARDS = ['unplaced.leads', 'unplaced.customers'] as const;
type Subject = (typeof COUNTING_CARDS)[number];

/** Those who can put it right hear that a lead found nobody: by the card that they haven't read yet, which counts on, else by a new one. */
export function tellUnplaced(lead: Lead, place: Unplaced | null, pool: Pool, call: Call): Changes {
  const params = { name: lead.name, score: lead.score, pool: pool.name };
  return told(place, call, (count) => ({
    subject: 'unplaced.leads',
    title: message('NOTE_LEAD_UNASSIGNED', { ...params, count }),
    body: message('NOTE_LEAD_UNASSIGNED_BODY', { ...params, count }),
    about: { leadId: lead.id },
  }));
}

/** The same of a customer who came back. */
export function tellNobodyTakes({ id, name }: Pick<Customer, 'id' | 'name'>, place: Unplaced, call: Call): Changes {
  return told(place, call, (count) => ({
    subject: 'unplaced.customers',
    title: message('NOTE_CUSTOMER_UNASSIGNED', { name, count }),
    body: message('NOTE_CUSTOMER_UNASSIGNED_BODY', { name, count }),
    about: { customerId: id },
  }));
}

interface CountingCard {
  readonly subject: Subject;
  readonly title: Message;
  readonly body: Message;
  /** The first one; a card about several is about none of them. */
  readonly about: Partial<Pick<Notification, 'leadId' | 'customerId'>>;
}

function told(place: Unplaced | null, call: Call, cardFor: (count: number) => CountingCard): Changes {
  const { tell = [], open = [] } = place ?? {};
  return tell.map((recipientId) => counted(recipientId, open, cardFor, call));
}

function counted(
  recipientId: string,
  open: readonly Notification[],
  cardFor: (count: number) => CountingCard,
  call: Call,
): Change {
  const { subject } = cardFor(1);
  const card = open.find((one) => one.recipientId === recipientId && one.subject === subject);
  if (!card) {
    const { about, ...first } = cardFor(1);
    return notify(recipientId, { kind: 'SYSTEM', level: 0, ...first, ...about }, call);
  }
  const { title, body } = cardFor(countOf(card.title.params?.['count']) + 1);
  return set('Notification', card.id, { title, body, recipientId, kind: card.kind, leadId: null, customerId: null });
}

const countOf = (param: Param | undefined): number => (typeof param === 'number' ? param : 1);
