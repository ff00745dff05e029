import { after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { refuse, type Call, type Decision } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import { reasonRefusal } from '../reason/choose.js';
import { acceptFor } from '../settle.js';
import type { FollowUp } from './follow-up.js';
import { nextPlanMissing } from './incomplete.js';
import { needsNextStep } from './needs-next-step.js';
import { nextPlanned, type NextPlan } from './plan.js';
import { followUpRefusal } from './rights.js';

export interface Cancellation {
  readonly reason: string;
  readonly note?: string | null;
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
  const note = input.note?.trim() || null;
  const unexplained = reasonRefusal(file, 'CANCEL', { code: input.reason, note }, 'cancelFollowUp');
  if (unexplained) return refuse(unexplained);
  const ended = cancelled(followUp, input.reason, call, note);
  const remaining = after(file, ended);
  const next = nextPlanned(remaining, input.next, call);
  if (!next && needsNextStep(remaining) && remaining.followUps.length === 0)
    return refuse(nextPlanMissing('cancelFollowUp'));
  return acceptFor(file, [...ended, ...(next?.changes ?? [])], call, { followUpId: followUp.id });
}

/** Ends an open follow-up without a contact. */
export function cancelled(
  followUp: FollowUp,
  reason: string,
  { now }: Pick<Call, 'now'>,
  note: string | null = null,
): Changes {
  const { id, customerId, leadId } = followUp;
  return [
    set('FollowUp', id, {
      status: 'CANCELLED',
      cancelReason: reason,
      cancelledAt: now,
      version: followUp.version + 1,
      ...(note === null ? {} : { note }),
    }),
    event('FOLLOW_UP_CANCELLED', {
      customerId,
      leadId,
      data: { followUpId: id, reason, ...(note === null ? {} : { note }) },
    }),
  ];
}
