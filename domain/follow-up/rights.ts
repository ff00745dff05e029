import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import type { LeadFile } from '../lead/lead.js';
import { actsAs, mayWorkOn } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { standingOf } from '../standing.js';
import type { FollowUp } from './follow-up.js';

/** Why this person can't act on the follow-up: it isn't open any more, or neither it nor its customer is theirs. */
export function followUpRefusal(file: CustomerFile | LeadFile, followUp: FollowUp, call: Call): Refusal | null {
  if (followUp.status !== 'PLANNED') return { code: 'ALREADY_CLOSED' };
  return call.by !== null && actsAs(call.by, followUp.ownerId) ? null : subjectRefusal(file, call);
}

export function subjectRefusal(file: CustomerFile | LeadFile, { by }: Call): Refusal | null {
  return by === null || mayWorkOn(by, standingOf(file)) ? null : { code: 'NOT_OWNER' };
}
