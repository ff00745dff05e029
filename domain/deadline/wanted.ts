import { dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { LeadFile } from '../lead/lead.js';
import { responseDeadlines } from '../lead/response.js';
import { at, message, span } from '../message.js';
import { calendarOf, stageOf, stepsAbove, type IdleRule } from '../playbook/playbook.js';
import type { WantedDeadline } from './deadline.js';

type File = CustomerFile | LeadFile;

/** Every timer that the present state calls for: those of the open follow-ups, of a silent customer, and of a lead's first contact. */
export function wantedDeadlines(file: File): readonly WantedDeadline[] {
  const ofFollowUps = file.followUps.flatMap((followUp) => followUpDeadlines(file, followUp));
  return [...ofFollowUps, ...('customer' in file ? idleDeadlines(file) : responseDeadlines(file))];
}

/** Where an idle rule stands in the playbook, as history and timers name it. */
export const idleRuleName = (stage: string, index: number): string => `stages.${stage}.idle.${index}`;

/** When a rule acts if nothing happens from now on: counted from the latest of activity, stage entry and the owner's beginning. */
export function idleDueAt(file: CustomerFile, rule: IdleRule): Date {
  return dueAfter(idleSince(file, rule), rule.for, calendarOf(file.playbook), file.calendar);
}

function idleSince({ customer }: CustomerFile, rule: IdleRule): Date {
  const named = {
    LAST_ACTIVITY: customer.lastActivityAt,
    LAST_INTERACTION: customer.lastInteractionAt,
    LAST_STAGE_CHANGE: customer.stageEnteredAt,
    CLAIM: customer.ownedSince,
  }[rule.since];
  return latest([named, customer.stageEnteredAt, customer.ownedSince]);
}

function idleDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const { customer, playbook } = file;
  if (customer.ownerId === null) return [];
  const { idle = [] } = stageOf(playbook, customer.stage);
  return idle.map((rule, index) => ({
    kind: 'STAGE_IDLE',
    subject: customer.id,
    rule: idleRuleName(customer.stage, index),
    step: 0,
    customerId: customer.id,
    leadId: null,
    followUpId: null,
    dueAt: idleDueAt(file, rule),
    because: becauseIdle(file, rule),
    onlyAhead: 'escalateTo' in rule.then,
  }));
}

function becauseIdle({ customer, playbook }: CustomerFile, rule: IdleRule) {
  const stage = stageOf(playbook, customer.stage).label;
  const params = { stage, span: span(rule.for) };
  if ('escalateTo' in rule.then) return message(`BECAUSE_IDLE_ESCALATE_${rule.since}`, params);
  return message(`BECAUSE_IDLE_MOVE_${rule.since}`, { ...params, to: stageOf(playbook, rule.then.moveTo).label });
}

/** One due time, one reminder: the reminders ahead, then the due time itself, then one step of the escalation after the other. */
function followUpDeadlines(file: File, followUp: FollowUp): readonly WantedDeadline[] {
  if (followUp.dueAt === null) return [];
  if (followUp.reachedStep === null) return [...remindersAhead(followUp), due(followUp, followUp.dueAt)];
  return followUp.acknowledgedAt === null
    ? nextEscalation(file, followUp, followUp.dueAt, followUp.reachedStep + 1)
    : [];
}

function remindersAhead(followUp: FollowUp): readonly WantedDeadline[] {
  return followUp.remindAt.map((dueAt, index) => ({
    ...obligation(followUp),
    step: index - followUp.remindAt.length,
    dueAt,
    because: message('BECAUSE_REMIND_AHEAD', { purpose: followUp.purpose, due: at(followUp.dueAt ?? dueAt) }),
    onlyAhead: true,
  }));
}

function due(followUp: FollowUp, dueAt: Date): WantedDeadline {
  return {
    ...obligation(followUp),
    step: 0,
    dueAt: snoozed(dueAt, followUp),
    because: message('BECAUSE_DUE', { purpose: followUp.purpose, due: at(dueAt) }),
    onlyAhead: false,
  };
}

function nextEscalation(file: File, followUp: FollowUp, dueAt: Date, number: number): readonly WantedDeadline[] {
  const step = stepsAbove(file.playbook)[number - 1];
  if (!step) return [];
  const escalatesAt = dueAfter(dueAt, step.after, calendarOf(file.playbook), file.calendar);
  return [
    {
      ...obligation(followUp),
      kind: 'ESCALATION',
      rule: 'escalation',
      step: number,
      dueAt: snoozed(escalatesAt, followUp),
      because: message('BECAUSE_ESCALATION', { purpose: followUp.purpose, due: at(dueAt), span: span(step.after) }),
      onlyAhead: false,
    },
  ];
}

function obligation(followUp: FollowUp) {
  return {
    kind: followUp.stage === null ? ('FOLLOW_UP_DUE' as const) : ('STAGE_ACTION' as const),
    subject: followUp.id,
    rule: followUp.stage === null ? 'followUp' : `stages.${followUp.stage}.nextAction`,
    customerId: followUp.customerId,
    leadId: followUp.leadId,
    followUpId: followUp.id,
  };
}

const snoozed = (dueAt: Date, { snoozedMs }: FollowUp): Date => new Date(dueAt.getTime() + snoozedMs);

function latest(times: readonly (Date | null)[]): Date {
  return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
}
