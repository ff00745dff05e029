import { add, event, type Changes } from '../change.js';
import { atLocalTime, dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { superiorOf } from '../deadline/recipients.js';
import type { NextAction, StageDefinition } from '../playbook/playbook.js';
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
  return [
    add('FollowUp', followUp),
    event('FOLLOW_UP_PLANNED', {
      customerId: customer.id,
      data: { followUpId: followUp.id, dueAt: dueAt.toISOString() },
    }),
  ];
}

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
