import { after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import { message } from '../message.js';
import { findReason } from '../playbook/playbook.js';
import { acceptFor } from '../settle.js';
import type { FollowUp } from './follow-up.js';
import { nextPlanMissing } from './incomplete.js';
import { needsNextStep } from './needs-next-step.js';
import { nextPlanned, type NextPlan } from './plan.js';
import { followUpRefusal } from './rights.js';

export interface Cancellation {
  readonly reason: string;
  readonly next?: NextPlan | null;
}

/** Calls a planned follow-up off with a reason; an open customer keeps at least one next step. */
export function decideCancelFollowUp(
  file: CustomerFile | LeadFile,
  followUp: FollowUp,
  input: Cancellation,
  call: Call,
): Decision {
  const refusal = followUpRefusal(file, followUp, call);
  if (refusal) return refuse(refusal);
  if (!findReason(file.playbook, 'CANCEL', input.reason))
    throw badInput('reason', message('UNKNOWN_REASON', { code: input.reason }));
  const ended = cancelled(followUp, input.reason);
  const remaining = after(file, ended);
  const next = nextPlanned(remaining, input.next, call);
  if (!next && needsNextStep(remaining) && remaining.followUps.length === 0)
    return refuse(nextPlanMissing('cancelFollowUp'));
  return acceptFor(file, [...ended, ...(next?.changes ?? [])], call, { followUpId: followUp.id });
}

/** Ends an open follow-up without a contact. */
export function cancelled(followUp: FollowUp, reason: string): Changes {
  const { id, customerId, leadId } = followUp;
  return [
    set('FollowUp', id, { status: 'CANCELLED', cancelReason: reason, version: followUp.version + 1 }),
    event('FOLLOW_UP_CANCELLED', { customerId, leadId, data: { followUpId: id, reason } }),
  ];
}
