import { dueAfter } from '../calendar.js';
import { set, type Change, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterPool } from '../customer/enter-pool.js';
import type { Call } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import { isOvertaken, type Deadline } from './deadline.js';
import { recipientsOf } from './recipients.js';
import { clocksOf, leadOf, type Clock } from './silence.js';
import { warningDeadlines, warningNow } from './warning.js';

/** A customer was left alone for a rule's span: it goes back to the pool for a colleague to try. Work done meanwhile moves the time forward instead. */
export function reachReclaim(file: CustomerFile, deadline: Deadline, fired: Change, call: Call): Changes {
  const clock = clocksOf(file).find(({ rule }) => rule === deadline.rule);
  if (!clock) return []; // the pool or its rules are others by now, which disarms it
  const later = notYet(file, clock, call);
  if (later) return [set('Deadline', deadline.id, { dueAt: later })];
  return [fired, ...enterPool(file, 'PUBLIC', { reason: null, rule: deadline.rule, deadline }, call)];
}

/** When a clock that has come due acts instead: its time moved, or its owner is still to be warned; null: it acts now. */
export function notYet(file: CustomerFile, { dueAt, isWarned }: Clock, { now }: Call): Date | null {
  if (dueAt > now) return dueAt;
  return isWarned ? null : dueAfter(now, leadOf(file)!, 'CLOCK', file.calendar);
}

/** P2: the owner is warned ahead, as long as there is something to be warned of. */
export function reachWarning(file: CustomerFile, deadline: Deadline, fired: Change, call: Call): Changes {
  const wanted = warningDeadlines(file).find(({ rule, step }) => rule === deadline.rule && step === deadline.step);
  const body = warningNow(file, call.now);
  if (!wanted || !body) return [];
  if (wanted.dueAt > call.now) return [set('Deadline', deadline.id, { dueAt: wanted.dueAt })];
  if (isOvertaken(file, deadline, call.now))
    return [set('Deadline', deadline.id, { status: 'DISARMED', disarmedAt: call.now })];
  const { id: customerId, name, ownerId } = file.customer;
  const card = {
    kind: 'RECLAIM_WARNING' as const,
    title: message('NOTE_RECLAIM_SOON', { customer: name }),
    body,
    level: 0,
    customerId,
    deadlineId: deadline.id,
  };
  return [fired, ...recipientsOf(file, 'OWNER', ownerId, call.now).map((to) => notify(to, card, call))];
}
