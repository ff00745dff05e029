import { add, event, type Change, type Changes } from '../change.js';
import { atLocalTime, dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { superiorOf } from '../deadline/recipients.js';
import type { Label } from '../message.js';
import { stageOf, type NextAction, type StageDefinition } from '../playbook/playbook.js';
import type { FollowUp } from './follow-up.js';
import { openFollowUp, spanBefore } from './plan.js';

/** Entering a stage creates its next action: who, what, and by when, in clock time. */
export function nextActionOf(file: CustomerFile, stage: StageDefinition, call: Call): Changes {
  const { customer } = file;
  const { nextAction } = stage;
  if (!nextAction || customer.ownerId === null) return [];
  const dueAt = dueAfter(call.now, nextAction.dueIn, 'CLOCK', file.calendar);
  const followUp = {
    ...openFollowUp(file, call),
    ownerId: doerOf(file, nextAction, call.now),
    stage: stage.code,
    purpose: nextAction.purpose,
    purposeCode: nextAction.code,
    dueAt,
    remindAt: reminderTimes(file, nextAction, dueAt, call),
  };
  return [add('FollowUp', followUp), plannedEvent(followUp)];
}

/**
 * Whoever just got a customer begins with the stage's next action. Where the stage has none but isn't an end either, a first contact is
 * planned: an open owned customer is never without a next step.
 */
export function nextStepOf(file: CustomerFile, contactBy: Date | null, call: Call): Changes {
  const stage = stageOf(file.playbook, file.customer.stage);
  if (stage.nextAction) return nextActionOf(file, stage, call);
  if (stage.end) return [];
  const followUp = {
    ...openFollowUp(file, call),
    purpose: FIRST_CONTACT,
    dueAt: contactBy ?? dueAfter(call.now, CONTACT_WITHIN, 'CLOCK', file.calendar),
  };
  return [add('FollowUp', followUp), plannedEvent(followUp)];
}

/** Where nothing else says by when. */
const CONTACT_WITHIN = 'PT48H';
const FIRST_CONTACT: Label = { 'zh-CN': '首次联系客户', en: 'Contact the customer for the first time' };

const plannedEvent = ({ id, customerId, dueAt }: FollowUp): Change =>
  event('FOLLOW_UP_PLANNED', { customerId, data: { followUpId: id, dueAt: dueAt!.toISOString() } });

function doerOf(file: CustomerFile, { by = 'OWNER' }: NextAction, now: Date): string | null {
  const { ownerId } = file.customer;
  return by === 'OWNER' ? ownerId : (superiorOf(file, by, now) ?? ownerId);
}

/** Before the due time and at fixed local times, as far as these still lie between now and then. */
function reminderTimes({ calendar }: CustomerFile, action: NextAction, dueAt: Date, { now }: Call): readonly Date[] {
  const before = (action.remindBefore ?? []).map((span) => spanBefore(dueAt, span));
  const fixed = (action.remindAt ?? []).map(({ day, time }) => atLocalTime(now, day, time, calendar.timeZone));
  return [...before, ...fixed].filter((time) => time > now && time < dueAt).sort((a, b) => a.getTime() - b.getTime());
}
