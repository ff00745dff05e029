import { dueAfter } from '../calendar.js';
import { set, type Change, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import type { Call } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import { conditionHolds } from '../playbook/conditions.js';
import { calendarOf, stageOf, type ActionBy, type IdleRule, type StageDefinition } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import type { Deadline } from './deadline.js';
import { notYet } from './reach-reclaim.js';
import { recipientsOf } from './recipients.js';
import { clocksOf, idleRuleName } from './silence.js';

/** A customer stayed silent for a rule's span: the system moves it, or tells a superior. Work done meanwhile moves the time forward instead. */
export function reachIdle(file: CustomerFile, deadline: Deadline, fired: Change, call: Call): Changes {
  const rule = ruleOf(file, deadline);
  const clock = clocksOf(file).find((one) => one.rule === deadline.rule);
  if (!clock) return []; // it is kept from being taken away by now, which disarms it
  const later = notYet(file, clock, call);
  if (later) return [set('Deadline', deadline.id, { dueAt: later })];
  const held = (rule.unless ?? []).some((code) => conditionHolds(code, file));
  if (held) return waitAgain(file, deadline, rule, call);
  if ('escalateTo' in rule.then) return [fired, ...escalate(file, deadline, rule.then.escalateTo, call)];
  const to = stageOf(file.playbook, rule.then.moveTo);
  const cause = { reason: null, rule: deadline.rule };
  if (moveRefusal(file, to, null, cause)) return waitAgain(file, deadline, rule, call);
  return [
    fired,
    ...enterStage(file, to, { ...cause, note: null, deadline }, call),
    ...tellOwner(file, to, deadline, call),
  ];
}

/** What holds the rule back keeps the customer where it is for the same span again, and the owner is told. */
function waitAgain(file: CustomerFile, deadline: Deadline, rule: IdleRule, call: Call): Changes {
  const dueAt = dueAfter(call.now, rule.for, calendarOf(file.playbook), file.calendar);
  const title = message('NOTE_SILENT', { customer: file.customer.name });
  return [
    set('Deadline', deadline.id, { dueAt }),
    ...tell(file, 'OWNER', { kind: 'REMINDER', title, level: 0 }, deadline, call),
  ];
}

function escalate(file: CustomerFile, deadline: Deadline, to: ActionBy, call: Call): Changes {
  const title = message('NOTE_SILENT', { customer: file.customer.name });
  return tell(file, to, { kind: 'ESCALATION', title, level: 1 }, deadline, call);
}

/** Where the stage leads to a pool, the owner already hears that it was taken back. */
function tellOwner(file: CustomerFile, to: StageDefinition, deadline: Deadline, call: Call): Changes {
  if (to.toPool) return [];
  const title = message('NOTE_MOVED', { customer: file.customer.name, stage: to.label });
  return tell(file, 'OWNER', { kind: 'SYSTEM', title, level: 0 }, deadline, call);
}

type Card = Pick<Parameters<typeof notify>[1], 'kind' | 'title' | 'level'>;

function tell(file: CustomerFile, role: ActionBy, card: Card, deadline: Deadline, call: Call): Changes {
  const { id: customerId, ownerId } = file.customer;
  const full = { ...card, body: deadline.because, customerId, deadlineId: deadline.id };
  return recipientsOf(file, role, ownerId, call.now).map((recipientId) => notify(recipientId, full, call));
}

function ruleOf({ customer, playbook }: CustomerFile, deadline: Deadline): IdleRule {
  const rules = stageOf(playbook, customer.stage).idle ?? [];
  const rule = rules.find((_, index) => idleRuleName(customer.stage, index) === deadline.rule);
  if (!rule) throw new Error(`${deadline.id} is armed by ${deadline.rule}, which isn't the customer's`);
  return rule;
}
