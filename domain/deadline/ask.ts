import type { Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { message, type Message } from '../message.js';
import { notify } from '../notify.js';
import { stageOf } from '../playbook/playbook.js';
import type { Deadline } from './deadline.js';
import { recipientsOf } from './recipients.js';

/** A quote was sent and nobody said that it arrived: its owner asks. */
export const askForReceipt = (file: CustomerFile, deadline: Deadline, call: Call): Changes =>
  remindOwner(file, deadline, message('NOTE_RECEIPT', { customer: file.customer.name }), call);

/** The customer was won or lost without a word: its owner writes down why. */
export function askForReview(file: CustomerFile, deadline: Deadline, call: Call): Changes {
  const stage = stageOf(file.playbook, file.customer.stage).label;
  return remindOwner(file, deadline, message('NOTE_REVIEW', { customer: file.customer.name, stage }), call);
}

function remindOwner({ customer, ...file }: CustomerFile, deadline: Deadline, title: Message, call: Call): Changes {
  const card = {
    kind: 'REMINDER' as const,
    title,
    body: deadline.because,
    level: 0,
    customerId: customer.id,
    deadlineId: deadline.id,
  };
  const to = recipientsOf({ ...file, customer }, 'OWNER', customer.ownerId, call.now);
  return to.map((recipientId) => notify(recipientId, card, call));
}
