import { pendingApproval } from '../approval/approval.js';
import { approvalDeadlines, withStops } from '../approval/timers.js';
import { dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import { receiptDeadlines } from '../customer/quote.js';
import { reviewDeadlines } from '../customer/review.js';
import { dealDeadlines } from '../deal/timers.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { LeadFile } from '../lead/lead.js';
import { responseDeadlines } from '../lead/response.js';
import { latest } from '../latest.js';
import { at, message, span } from '../message.js';
import { firstContactDeadlines } from '../pool/first-contact.js';
import { calendarOf, stageOf, stepsAbove, type IdleRule } from '../playbook/playbook.js';
import { chainDeadlines } from './chain.js';
import type { WantedDeadline } from './deadline.js';

type File = CustomerFile | LeadFile;

/** Every timer that the present state calls for: those of the open follow-ups, of a customer's silence, quote, deal, review and requests, of a lead's first contact. */
export function wantedDeadlines(file: File): readonly WantedDeadline[] {
  const ofFollowUps = file.followUps.flatMap((followUp) => followUpDeadlines(file, followUp));
  return [...ofFollowUps, ...('customer' in file ? customerDeadlines(file) : responseDeadlines(file))];
}

const customerDeadlines = (file: CustomerFile): readonly WantedDeadline[] => [
  ...idleDeadlines(file),
  ...receiptDeadlines(file),
  ...dealDeadlines(file),
  ...reviewDeadlines(file),
  ...firstContactDeadlines(file),
  ...approvalDeadlines(file),
];

/** Where an idle rule stands in the playbook, as history and timers name it. */
export const idleRuleName = (stage: string, index: number): string => `stages.${stage}.idle.${index}`;

/** When a rule acts if nothing happens from now on: counted from the latest of activity, stage entry and the owner's beginning, without the time that a request was pending. */
export function idleDueAt(file: CustomerFile, rule: IdleRule): Date {
  const since = idleSince(file, rule);
  return withStops(file, since, dueAfter(since, rule.for, calendarOf(file.playbook), file.calendar));
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
  if (customer.ownerId === null || pendingApproval(file)) return [];
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

function followUpDeadlines(file: File, followUp: FollowUp): readonly WantedDeadline[] {
  const { dueAt, purpose } = followUp;
  if (dueAt === null) return [];
  const said = { purpose, due: at(dueAt) };
  return chainDeadlines(file, {
    chain: followUp,
    timer: obligation(followUp),
    afterwards: { kind: 'ESCALATION', rule: 'escalation' },
    dueAt,
    remindAt: followUp.remindAt,
    steps: stepsAbove(file.playbook),
    ahead: message('BECAUSE_REMIND_AHEAD', said),
    due: message('BECAUSE_DUE', said),
    unheeded: (after) => message('BECAUSE_ESCALATION', { ...said, span: span(after) }),
  });
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
