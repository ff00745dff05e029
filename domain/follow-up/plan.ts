import { spanLength } from '../calendar.js';
import { add, event, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { badInput, within, refuse, type Call, type Decision } from '../decision.js';
import { isOpen, type LeadFile } from '../lead/lead.js';
import { message, sameInBoth, type Label, type Message } from '../message.js';
import type { Coded, Playbook } from '../playbook/playbook.js';
import { acceptFor } from '../settle.js';
import { heldOf } from '../standing.js';
import { UNTOUCHED, type FollowUp } from './follow-up.js';
import { subjectRefusal } from './rights.js';

/** When to be in touch next and what for: a purpose of the playbook's list, words of one's own, or both. */
export interface NextPlan {
  readonly purpose?: string | null;
  readonly purposeCode?: string | null;
  readonly dueAt: Date;
}

/** Plans a follow-up on a customer or lead of one's own. */
export function decidePlanFollowUp(file: CustomerFile | LeadFile, plan: NextPlan, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  if ('lead' in file && !isOpen(file.lead)) return refuse({ code: 'ALREADY_CLOSED' });
  const { changes, followUpId } = planned(file, plan, call);
  return acceptFor(file, changes, call, { followUpId });
}

/** The next plan that came along with the end of a follow-up, if one did. */
export function nextPlanned(
  file: CustomerFile | LeadFile,
  plan: NextPlan | null | undefined,
  call: Call,
  holdNumber = 0,
) {
  return plan ? within('next', () => planned(file, plan, call, holdNumber)) : null;
}

export function planned(
  file: CustomerFile | LeadFile,
  plan: NextPlan,
  call: Call,
  holdNumber = 0,
): { changes: Changes; followUpId: string } {
  if (plan.dueAt <= call.now) throw badInput('dueAt', message('IN_THE_PAST'));
  const followUp = {
    ...openFollowUp(file, call),
    ...purposeOf(file.playbook, plan),
    dueAt: plan.dueAt,
    remindAt: remindersOf(file, plan, call),
    holdNumber,
  };
  const { id, customerId, leadId } = followUp;
  const changes = [
    add('FollowUp', followUp),
    event('FOLLOW_UP_PLANNED', { customerId, leadId, data: { followUpId: id, dueAt: plan.dueAt.toISOString() } }),
  ];
  return { changes, followUpId: id };
}

/** An empty, open follow-up of the owner. */
export function openFollowUp(file: CustomerFile | LeadFile, call: Call): FollowUp {
  const isCustomer = 'customer' in file;
  return {
    ...UNTOUCHED,
    id: call.newId('FollowUp'),
    version: 1,
    customerId: isCustomer ? file.customer.id : null,
    leadId: isCustomer ? null : file.lead.id,
    ownerId: heldOf(file).ownerId,
    stage: null,
    purpose: sameInBoth(''),
    purposeCode: null,
    dueAt: null,
    remindAt: [],
    holdNumber: 0,
    createdAt: call.now,
  };
}

function purposeOf(playbook: Playbook, plan: NextPlan): { purpose: Label; purposeCode: string | null } {
  const own = plan.purpose?.trim();
  const listed = plan.purposeCode
    ? playbook.definition.purposes?.find((one) => one.code === plan.purposeCode)
    : undefined;
  if (plan.purposeCode && !listed)
    throw badInput('purposeCode', unlisted('UNKNOWN_PURPOSE', plan.purposeCode, playbook.definition.purposes));
  if (!own && !listed) throw badInput('purpose', message('PURPOSE_MISSING'));
  return { purpose: own ? sameInBoth(own) : (listed?.label ?? sameInBoth('')), purposeCode: listed?.code ?? null };
}

/** Names what there is to choose from. */
export const unlisted = (
  text: 'UNKNOWN_PURPOSE' | 'UNKNOWN_GOAL',
  code: string,
  list: readonly Coded[] = [],
): Message => message(text, { code, allowed: list.map((one) => one.code).join(', ') });

function remindersOf(file: CustomerFile | LeadFile, plan: NextPlan, call: Call): readonly Date[] {
  const spans = file.followUpRules.remindBefore;
  return spans.map((span) => spanBefore(plan.dueAt, span)).filter((time) => time > call.now);
}

export const spanBefore = (instant: Date, span: string): Date => new Date(instant.getTime() - spanLength(span));
