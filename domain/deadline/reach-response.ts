import { after, set, type Change, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import { givenTo, leadPool, pooled, tellChosen, type Place } from '../lead/place.js';
import { REASSIGN_RULE, responseDeadlines, responseDueAt } from '../lead/response.js';
import { tellUnplaced } from '../lead/unplaced.js';
import { at, message, type Message } from '../message.js';
import { notify } from '../notify.js';
import { stepsAbove } from '../playbook/playbook.js';
import { isLate } from './chain.js';
import type { Deadline } from './deadline.js';
import { recipientsOf } from './recipients.js';

/** Whether this timer gives a lead to somebody else, for which it has to be known who there is. */
export const isReassignment = ({ kind, rule }: Pick<Deadline, 'kind' | 'rule'>): boolean =>
  kind === 'LEAD_RESPONSE' && rule === REASSIGN_RULE;

/**
 * The first contact of an assigned lead is owed: the owner is told, then their superiors one after the other, and in the end somebody else
 * gets the lead. Where the rules ask for it later by now, the timer waits until then.
 */
export function reachResponse(
  file: LeadFile,
  deadline: Deadline,
  fired: Change,
  place: Place | null,
  call: Call,
): Changes {
  const dueAt = responseDueAt(file);
  if (dueAt === null) return [fired];
  const wanted = responseDeadlines(file).find(({ rule, step }) => rule === deadline.rule && step === deadline.step);
  if (wanted && wanted.dueAt > call.now) return [set('Deadline', deadline.id, { dueAt: wanted.dueAt })];
  if (isReassignment(deadline)) return [fired, ...passedOn(file, deadline, place, dueAt, call)];
  return [fired, ...remind(file, deadline, call)];
}

function remind(file: LeadFile, deadline: Deadline, call: Call): Changes {
  const { lead } = file;
  const late = toldLate(file, deadline, call);
  const isDue = deadline.step === 0;
  const role = isDue ? 'OWNER' : stepsAbove(file.playbook)[deadline.step - 1]?.to;
  const to = role ? recipientsOf(file, role, lead.ownerId, call.now) : [];
  const card = {
    kind: isDue ? ('REMINDER' as const) : ('ESCALATION' as const),
    title: message(isDue ? 'NOTE_RESPONSE_DUE' : 'NOTE_RESPONSE_ESCALATION', nameOf(file)),
    body: deadline.because,
    level: deadline.step,
    leadId: lead.id,
    deadlineId: deadline.id,
    subject: lead.id,
  };
  return [...late, ...to.map((recipientId) => notify(recipientId, card, call))];
}

/** All its steps are armed at once: where one is told too late, those after it move, and giving the lead to somebody else with them. */
function toldLate(file: LeadFile, { rule, step, dueAt }: Deadline, { now }: Call): Changes {
  const next = responseDeadlines(file)
    .filter((one) => (one.rule === rule ? one.step > step : one.rule === REASSIGN_RULE))
    .reduce<Date | null>((first, one) => (first && first <= one.dueAt ? first : one.dueAt), null);
  return isLate(dueAt, next, now) ? [set('Lead', file.lead.id, { responseStep: step, responseResumedAt: now })] : [];
}

/** To somebody else by the rules, or to the pool where nobody is there; whoever had it hears of it. */
function passedOn(file: LeadFile, deadline: Deadline, place: Place | null, dueAt: Date, call: Call): Changes {
  const taken = tellTaken(file, deadline, dueAt, call);
  if (place === null || place.chosen === null) {
    const waits = pooled(file, { reason: null, rule: REASSIGN_RULE }, call);
    return [...waits, ...taken, ...tellUnplaced(file.lead, place, leadPool(file), call)];
  }
  const because: Message = message('BECAUSE_REASSIGNED', { due: at(dueAt), rule: ruleOf(place.chosen.because) });
  const given = givenTo(file, { ...place.chosen, because, rule: REASSIGN_RULE }, call);
  const remembered = set('Lead', file.lead.id, { lastOwnerId: file.lead.ownerId });
  return [remembered, ...given, ...taken, ...tellChosen(after(file, given), call)];
}

/** The rule that chose, by its name; somebody known to the company is named by that. */
const ruleOf = ({ params, code }: Message) =>
  params?.['rule'] ??
  (code === 'BECAUSE_KNOWN_COMPANY'
    ? { 'zh-CN': '同公司负责人', en: 'who looks after the company' }
    : { 'zh-CN': '分配规则', en: 'the rules' });

function tellTaken(file: LeadFile, deadline: Deadline, dueAt: Date, call: Call): Changes {
  const { lead } = file;
  if (lead.ownerId === null) return [];
  const params = { ...nameOf(file), due: at(dueAt) };
  const card = {
    kind: 'RECLAIMED' as const,
    title: message('NOTE_LEAD_TAKEN', params),
    body: message('NOTE_LEAD_TAKEN_BODY', params),
    level: 0,
    leadId: lead.id,
    deadlineId: deadline.id,
  };
  return [notify(lead.ownerId, card, call)];
}

const nameOf = ({ lead }: LeadFile) => ({ name: lead.name, company: lead.company ?? '' });
