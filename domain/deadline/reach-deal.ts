import { set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { DealFile, Instalment } from '../deal/deal.js';
import { openDelivery } from '../deal/deliver.js';
import { PLAN_RULE, dealDeadlines, instalmentNamed, paymentObligation } from '../deal/timers.js';
import type { Call } from '../decision.js';
import { message, type Message } from '../message.js';
import { without } from '../money.js';
import { notify } from '../notify.js';
import { stepsAbove, type EscalationStep } from '../playbook/playbook.js';
import { isLate, told } from './chain.js';
import { isOvertaken, type Deadline } from './deadline.js';
import { recipientsOf } from './recipients.js';

/** Money is due, or soon will be: its owner is told; where it stays out, one superior after the other. */
export function reachPayment(file: CustomerFile, deadline: Deadline, call: Call): Changes {
  const steps = file.playbook.deal.payment.escalation;
  if (deadline.rule === PLAN_RULE) {
    const title = message('NOTE_PLAN_DUE', { customer: file.customer.name });
    return [...planTold(file, deadline, call), ...tell(file, deadline, { steps, title, subject: null }, call)];
  }
  const { deal, instalment } = owedBy(file, deadline);
  const isTooLate = instalment.dueAt <= call.now || isOvertaken(file, deadline, call.now);
  if (deadline.step < 0 && isTooLate) return []; // it came too late to be ahead: the due time itself speaks, or the next
  const open = `${deal.currency} ${without(instalment.amount, instalment.paid)}`;
  const params = { customer: file.customer.name, ...instalmentNamed(deal, instalment), open };
  const title = message(deadline.step < 0 ? 'NOTE_PAYMENT_AHEAD' : 'NOTE_PAYMENT_DUE', params);
  const reached = told(file, paymentObligation(file, { deal, instalment }), deadline, call.now);
  const heard = tell(file, deadline, { steps, title, subject: instalment.id }, call);
  return deadline.step < 0 ? heard : [set('Instalment', instalment.id, reached), ...heard];
}

/** Nobody has been named to deliver: the owner is told, then one superior after the other. */
export function reachDelivery(file: CustomerFile, deadline: Deadline, call: Call): Changes {
  const delivery = openDelivery(file);
  if (delivery?.id !== deadline.subject) throw new Error(`${deadline.id} is armed for a delivery that isn't open`);
  const steps = stepsAbove(file.playbook);
  const title = message('NOTE_DELIVERY_DUE', { customer: file.customer.name });
  return [
    set('DealDelivery', delivery.id, told(file, { dueAt: delivery.dueAt, steps, chain: delivery }, deadline, call.now)),
    ...tell(file, deadline, { steps, title, subject: delivery.id }, call),
  ];
}

/** All its steps are armed at once: where one is told too late, those after it move. */
function planTold(file: CustomerFile, { subject, step, dueAt }: Deadline, { now }: Call): Changes {
  const next = dealDeadlines(file).find(
    (one) => one.subject === subject && one.rule === PLAN_RULE && one.step === step + 1,
  );
  return isLate(dueAt, next?.dueAt ?? null, now) ? [set('Deal', subject, { planStep: step, planResumedAt: now })] : [];
}

interface Telling {
  readonly steps: readonly EscalationStep[];
  readonly title: Message;
  /** Whose chain the card belongs to; null: there is none to stop. */
  readonly subject: string | null;
}

function tell(file: CustomerFile, deadline: Deadline, { steps, title, subject }: Telling, call: Call): Changes {
  const role = deadline.step > 0 ? steps[deadline.step - 1]?.to : 'OWNER';
  if (!role) return [];
  const card = {
    kind: role === 'OWNER' ? ('REMINDER' as const) : ('ESCALATION' as const),
    title,
    body: deadline.because,
    level: Math.max(0, deadline.step),
    customerId: file.customer.id,
    subject,
    deadlineId: deadline.id,
  };
  const to = recipientsOf(file, role, file.customer.ownerId, call.now);
  return to.map((recipientId) => notify(recipientId, card, call));
}

function owedBy({ deals }: CustomerFile, deadline: Deadline): { deal: DealFile; instalment: Instalment } {
  for (const deal of deals) {
    const instalment = deal.instalments.find(({ id }) => id === deadline.subject);
    if (instalment) return { deal, instalment };
  }
  throw new Error(`${deadline.id} is armed for an instalment that isn't open`);
}
