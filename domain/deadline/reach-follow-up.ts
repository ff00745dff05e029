import { event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { followUpStatus, type FollowUp } from '../follow-up/follow-up.js';
import type { LeadFile } from '../lead/lead.js';
import { at, message, type Message } from '../message.js';
import type { NotificationKind } from '../notification.js';
import { notify } from '../notify.js';
import { stepsAbove } from '../playbook/playbook.js';
import { heldOf } from '../standing.js';
import { told } from './chain.js';
import { isOvertaken, type Deadline } from './deadline.js';
import { recipientsOf } from './recipients.js';

type File = CustomerFile | LeadFile;

/** Ahead of the due time the owner is reminded; at the due time the follow-up is overdue, the owner is told, and the escalation begins. */
export function reachFollowUp(file: File, deadline: Deadline, followUp: FollowUp, call: Call): Changes {
  const to = recipientsOf(file, 'OWNER', followUp.ownerId, call.now);
  const isOverdue = followUpStatus(followUp, call.now) === 'OVERDUE';
  const isTooLate = isOverdue || isOvertaken(file, deadline, call.now);
  if (deadline.step < 0 && isTooLate) return []; // it came too late to be ahead: the due time itself speaks, or the next
  if (deadline.step < 0)
    return cards(file, deadline, followUp, { to, kind: 'REMINDER', title: 'NOTE_REMIND_AHEAD', level: 0 }, call);
  return [
    set('FollowUp', followUp.id, toldOf(file, followUp, deadline, call)),
    event('FOLLOW_UP_OVERDUE', {
      customerId: followUp.customerId,
      leadId: followUp.leadId,
      data: { followUpId: followUp.id },
    }),
    ...cards(file, deadline, followUp, { to, kind: 'REMINDER', title: 'NOTE_DUE', level: 0 }, call),
  ];
}

/** Nobody reacted in time: the next superior hears of it. */
export function reachEscalation(file: File, deadline: Deadline, followUp: FollowUp, call: Call): Changes {
  const step = stepsAbove(file.playbook)[deadline.step - 1];
  const to = step ? recipientsOf(file, step.to, followUp.ownerId, call.now) : [];
  return [
    set('FollowUp', followUp.id, toldOf(file, followUp, deadline, call)),
    ...cards(
      file,
      deadline,
      followUp,
      { to, kind: 'ESCALATION', title: 'NOTE_ESCALATION', level: deadline.step },
      call,
    ),
  ];
}

const toldOf = ({ playbook, calendar }: File, followUp: FollowUp, deadline: Deadline, { now }: Call) =>
  told(
    { playbook, calendar },
    { dueAt: followUp.dueAt ?? deadline.dueAt, steps: stepsAbove(playbook), chain: followUp },
    deadline,
    now,
  );

interface Telling {
  readonly to: readonly string[];
  readonly kind: NotificationKind;
  readonly title: 'NOTE_REMIND_AHEAD' | 'NOTE_DUE' | 'NOTE_ESCALATION';
  readonly level: number;
}

function cards(file: File, deadline: Deadline, followUp: FollowUp, telling: Telling, call: Call): Changes {
  const params = { customer: heldOf(file).name, purpose: followUp.purpose, due: at(followUp.dueAt ?? deadline.dueAt) };
  const card = {
    kind: telling.kind,
    title: message(telling.title, params),
    body: bodyOf(deadline, params),
    level: telling.level,
    customerId: deadline.customerId,
    leadId: deadline.leadId,
    followUpId: followUp.id,
    deadlineId: deadline.id,
  };
  return telling.to.map((recipientId) => notify(recipientId, card, call));
}

const bodyOf = (deadline: Deadline, params: Message['params'] = {}): Message =>
  message('NOTE_FOLLOW_UP_BODY', { ...params, ...deadline.because.params });
