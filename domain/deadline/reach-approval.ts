import { pendingApproval } from '../approval/approval.js';
import { WORDS } from '../approval/words.js';
import { set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import { stageOf } from '../playbook/playbook.js';
import { told } from './chain.js';
import type { Deadline } from './deadline.js';
import { recipientsOf } from './recipients.js';

/** A request has waited too long: whoever has to decide is told, or whoever stands in for them, then one superior after the other. */
export function reachApproval(file: CustomerFile, deadline: Deadline, call: Call): Changes {
  const approval = pendingApproval(file);
  if (approval?.id !== deadline.subject) throw new Error(`${deadline.id} is armed for a request that isn't pending`);
  const steps = file.playbook.approval.escalation;
  const role = deadline.step === 0 ? 'OWNER' : steps[deadline.step - 1]?.to;
  const { reminder, escalation } = WORDS[approval.kind];
  const card = {
    kind: deadline.step === 0 ? ('REMINDER' as const) : ('ESCALATION' as const),
    title: message(deadline.step === 0 ? reminder : escalation, {
      customer: file.customer.name,
      to: stageOf(file.playbook, approval.to).label,
    }),
    body: deadline.because,
    level: deadline.step,
    customerId: file.customer.id,
    subject: approval.id,
    deadlineId: deadline.id,
  };
  const to = role ? recipientsOf(file, role, approval.approverId, call.now) : [];
  return [
    set('Approval', approval.id, told(file, { dueAt: approval.dueAt, steps, chain: approval }, deadline, call.now)),
    ...to.map((recipientId) => notify(recipientId, card, call)),
  ];
}
