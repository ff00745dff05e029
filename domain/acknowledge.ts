import { Duration } from 'luxon';
import { event, set, type Changes } from './change.js';
import type { CustomerFile } from './customer/customer.js';
import { owedOf, type Owed } from './deadline/owed.js';
import { recipientsOf } from './deadline/recipients.js';
import { accept, badInput, refuse, type Call, type Decision } from './decision.js';
import type { LeadFile } from './lead/lead.js';
import { at, message, span } from './message.js';
import type { Notification } from './notification.js';
import { mayWorkOn } from './policy.js';
import { settled } from './settle.js';
import { standingOf } from './standing.js';

type File = CustomerFile | LeadFile;

/** How long an obligation can be put off in all. */
const LONGEST_SNOOZE = 'P7D';

/** Somebody of the chain takes note: the steps after it are disarmed. A reminder ahead of time leaves the due time armed; the follow-up stays as overdue as it is. */
export function decideAcknowledge(notification: Notification, file: File | null, call: Call): Decision {
  const answer = { notificationId: notification.id };
  if (notification.acknowledgedAt !== null) return accept([], answer);
  const owed = owedOf(notification, file);
  const stops =
    owed !== null &&
    owed.chain.reachedStep !== null &&
    owed.chain.acknowledgedAt === null &&
    isOfTheChain(file!, owed, notification, call);
  const changes: Changes = [
    set('Notification', notification.id, { acknowledgedAt: call.now, readAt: notification.readAt ?? call.now }),
    ...(stops ? [heeded(owed, call)] : []),
    reaction('ACKNOWLEDGED', notification, file, {}),
  ];
  return accept(file ? settled(file, changes, call) : changes, answer);
}

const heeded = ({ record, id }: Owed, { now }: Call) =>
  record === 'Lead' ? set('Lead', id, { responseHeededAt: now }) : set(record, id, { acknowledgedAt: now });

/** Puts the steps that remain off by a span: at most seven days in all, and not past the time at which the customer is taken back. */
export function decideSnooze(notification: Notification, file: File | null, spanText: string, call: Call): Decision {
  const owed = owedOf(notification, file);
  if (!file || !owed || owed.record === 'Lead') return refuse({ code: 'ALREADY_CLOSED' });
  if (!isOfTheChain(file, owed, notification, call)) return refuse({ code: 'NOT_OWNER' });
  const spanMs = Duration.fromISO(spanText).toMillis();
  const snoozedMs = owed.chain.snoozedMs + spanMs;
  if (!(spanMs > 0)) throw badInput('for', message('SPAN_NOT_POSITIVE'));
  if (snoozedMs > Duration.fromISO(LONGEST_SNOOZE).toMillis())
    throw badInput('for', message('SNOOZE_TOO_LONG', { span: span(LONGEST_SNOOZE) }));
  requireBeforeReclaim(file, spanMs, call);
  const changes: Changes = [
    set('Notification', notification.id, { readAt: notification.readAt ?? call.now }),
    ...putOff(file, owed, spanMs),
    reaction('SNOOZED', notification, file, { for: spanText }),
  ];
  return accept(settled(file, changes, call), { notificationId: notification.id });
}

/** Nobody puts off what would be taken back meanwhile. */
function requireBeforeReclaim(file: File, spanMs: number, { now }: Call): void {
  const reclaimAt = 'customer' in file ? file.customer.reclaimAt : null;
  if (reclaimAt !== null && now.getTime() + spanMs > reclaimAt.getTime())
    throw badInput('for', message('SNOOZE_PAST_RECLAIM', { due: at(reclaimAt) }));
}

/** Reading is an event too, once per card. */
export function decideMarkRead(notifications: readonly Notification[], call: Call): Decision {
  const unread = notifications.filter((one) => one.readAt === null);
  const changes = unread.flatMap((one) => [
    set('Notification', one.id, { readAt: call.now }),
    event('NOTIFIED', {
      recipientId: one.recipientId,
      customerId: one.customerId,
      leadId: one.leadId,
      data: { notificationId: one.id, read: true },
    }),
  ]);
  return accept(changes, { read: unread.length });
}

/** Cards outlive a right: whoever once owed it, or stood above who did, doesn't silence those who do now. */
function isOfTheChain(file: File, { doerId, steps }: Owed, { recipientId }: Notification, { by, now }: Call): boolean {
  if (by !== null && mayWorkOn(by, standingOf(file))) return true;
  const roles = ['OWNER' as const, ...steps.map(({ to }) => to)];
  return roles.some((role) => recipientsOf(file, role, doerId, now).includes(recipientId));
}

/** The steps that remain come later by a span, those ahead of the due time that haven't been sent yet included. */
export function putOff(
  file: File,
  { record, id, chain }: Pick<Owed, 'record' | 'id' | 'chain'>,
  spanMs: number,
): Changes {
  const ahead = file.deadlines.filter((one) => one.subject === id && one.step < 0);
  const later = (at: Date) => new Date(at.getTime() + spanMs);
  return [
    set(record, id, { snoozedMs: chain.snoozedMs + spanMs, resumedAt: chain.resumedAt && later(chain.resumedAt) }),
    ...ahead.map((one) => set('Deadline', one.id, { dueAt: later(one.dueAt) })),
  ];
}

/** A card that a lead's follow-up was told by is about the customer that the lead has become. */
function reaction(
  type: 'ACKNOWLEDGED' | 'SNOOZED',
  { id, customerId, leadId, recipientId }: Notification,
  file: File | null,
  data: object,
) {
  const about = file && 'customer' in file ? file.customer.id : customerId;
  return event(type, { customerId: about, leadId, data: { notificationId: id, recipientId, ...data } });
}
