import { dueAfter } from '../calendar.js';
import { at, message, span } from '../message.js';
import { calendarOf, stepsAbove } from '../playbook/playbook.js';
import { NOT_BEGUN, resumedTimes, type Chain } from '../deadline/chain.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import type { AssignmentSettings } from './assignment.js';
import { isOpen, type Lead, type LeadFile } from './lead.js';

export type ResponseRule = Pick<AssignmentSettings, 'responseWithin' | 'reassignAfter'>;

/** The rules by which these timers are known. */
export const RESPONSE_RULE = 'lead.response';
export const REASSIGN_RULE = 'lead.reassign';

/** When the owner's first contact is due, in clock time from when they got it; null where none is owed. */
export function responseDueAt({ lead, response, calendar }: LeadFile): Date | null {
  const isOwed = isOpen(lead) && lead.ownerId !== null && lead.ownedSince !== null && lead.firstContactAt === null;
  if (!isOwed || response.responseWithin === null) return null;
  return dueAfter(lead.ownedSince, response.responseWithin, 'CLOCK', calendar);
}

/**
 * The timers of an owed first contact: the owner is told when it is due, then one superior after the other, and last it goes to somebody
 * else. All follow from when the owner got the lead, so each is armed only while its time lies ahead: what has acted isn't armed again.
 * Once somebody of the chain took note, no superior hears any more; a lead that nobody contacts is somebody else's in the end all the same.
 */
export function responseDeadlines(file: LeadFile): readonly WantedDeadline[] {
  const dueAt = responseDueAt(file);
  if (dueAt === null) return [];
  const due = { ...obligation(file), step: 0, dueAt, because: becauseDue(file, dueAt) };
  const steps = escalations(file, dueAt);
  const { reachedStep, resumedAt } = responseChain(file.lead);
  const lastAt = reachedStep === steps.length ? resumedAt : null;
  const reassign = reassignment(file, dueAt, lastAt ?? steps.at(-1)?.dueAt ?? dueAt);
  return [due, ...(isHeeded(file.lead) ? [] : steps), ...reassign];
}

/** Whether somebody took note since its owner got it: a new owner owes it anew. */
export function isHeeded({ responseHeededAt, ownedSince }: Pick<Lead, 'responseHeededAt' | 'ownedSince'>): boolean {
  return responseHeededAt !== null && ownedSince !== null && responseHeededAt >= ownedSince;
}

/** What of it was told late to its owner of now: a new owner owes it anew. */
function responseChain({
  responseStep,
  responseResumedAt,
  ownedSince,
}: Lead): Pick<Chain, 'reachedStep' | 'resumedAt'> {
  const isOfOwner = responseResumedAt !== null && ownedSince !== null && responseResumedAt >= ownedSince;
  return isOfOwner ? { reachedStep: responseStep, resumedAt: responseResumedAt } : NOT_BEGUN;
}

function escalations(file: LeadFile, dueAt: Date): readonly WantedDeadline[] {
  const above = stepsAbove(file.playbook);
  const times = resumedTimes(file, { dueAt, steps: above, chain: responseChain(file.lead) });
  return above.map(({ after }, index) => ({
    ...obligation(file),
    step: index + 1,
    dueAt: times[index]!,
    because: message('BECAUSE_RESPONSE_ESCALATION', { due: at(dueAt), span: span(after) }),
  }));
}

function reassignment(file: LeadFile, dueAt: Date, after: Date): readonly WantedDeadline[] {
  const { reassignAfter } = file.response;
  if (reassignAfter === null) return [];
  const because = message('BECAUSE_RESPONSE_REASSIGN', { due: at(dueAt) });
  const reassignAt = dueAfter(after, reassignAfter, calendarOf(file.playbook), file.calendar);
  return [{ ...obligation(file), rule: REASSIGN_RULE, step: 0, dueAt: reassignAt, because }];
}

function becauseDue({ response }: LeadFile, dueAt: Date) {
  return message('BECAUSE_RESPONSE_DUE', { due: at(dueAt), span: span(response.responseWithin ?? 'PT0S') });
}

function obligation({ lead }: LeadFile) {
  const since = lead.ownedSince ? { since: lead.ownedSince } : {};
  return {
    kind: 'LEAD_RESPONSE' as const,
    subject: lead.id,
    rule: RESPONSE_RULE,
    customerId: null,
    leadId: lead.id,
    followUpId: null,
    onlyAhead: true,
    ...since,
  };
}
