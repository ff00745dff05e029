import { set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { accept, type Call, type Decision } from '../decision.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { LeadFile } from '../lead/lead.js';
import { movedTo, type Place } from '../lead/place.js';
import { reachFirstContact } from '../pool/first-contact.js';
import { reachUnclaimed } from '../pool/unclaimed.js';
import { settled } from '../settle.js';
import { isArmed, type Deadline } from './deadline.js';
import { askForReceipt, askForReview } from './ask.js';
import { reachApproval } from './reach-approval.js';
import { reachDelivery, reachPayment } from './reach-deal.js';
import { reachEscalation, reachFollowUp } from './reach-follow-up.js';
import { reachReclaim, reachWarning } from './reach-reclaim.js';
import { reachIdle } from './reach-idle.js';
import { reachResponse } from './reach-response.js';

type File = CustomerFile | LeadFile;

/** What came of a timer's call: it was handled, it isn't due yet, or nothing is armed there any more. */
export type ReachOutcome = 'HANDLED' | 'NOT_DUE' | 'STALE';

/** A timer has its effect once: only while it is armed, and never before it is due by the database's clock. `place` is who takes a lead over. */
export function decideReach(file: File, deadlineId: string, call: Call, place: Place | null = null): Decision {
  const deadline = file.deadlines.find((one) => one.id === deadlineId);
  if (!deadline || !isArmed(deadline)) return accept([], { outcome: 'STALE' satisfies ReachOutcome });
  if (deadline.dueAt > call.now) return accept([], { outcome: 'NOT_DUE' satisfies ReachOutcome });
  const around = 'lead' in file ? movedTo(file, place) : file;
  const effect = effectOf(around, deadline, place, call);
  return accept(settled(around, effect, call), { outcome: 'HANDLED' satisfies ReachOutcome });
}

/** What an armed timer does once it is due. */
export function effectOf(file: File, deadline: Deadline, place: Place | null, call: Call): Changes {
  switch (deadline.kind) {
    case 'STAGE_ACTION':
      if (deadline.followUpId === null)
        return [fired(deadline, call), ...askForReview(customerFile(file, deadline), deadline, call)];
      return [fired(deadline, call), ...reachFollowUp(file, deadline, followUpOf(file, deadline), call)];
    case 'FOLLOW_UP_DUE':
      return [fired(deadline, call), ...reachFollowUp(file, deadline, followUpOf(file, deadline), call)];
    case 'ESCALATION':
      return [fired(deadline, call), ...reachEscalation(file, deadline, followUpOf(file, deadline), call)];
    case 'STAGE_IDLE':
      return reachIdle(customerFile(file, deadline), deadline, fired(deadline, call), call);
    case 'LEAD_RESPONSE':
      return reachResponse(leadFile(file, deadline), deadline, fired(deadline, call), place, call);
    case 'POOL_WARNING':
      return reachWarning(customerFile(file, deadline), deadline, fired(deadline, call), call);
    case 'POOL_RECLAIM':
      return reachReclaim(customerFile(file, deadline), deadline, fired(deadline, call), call);
    case 'POOL_UNCLAIMED':
      return reachUnclaimed(customerFile(file, deadline), deadline, fired(deadline, call), call);
    case 'QUOTE_RECEIPT':
      return [fired(deadline, call), ...askForReceipt(customerFile(file, deadline), deadline, call)];
    case 'PAYMENT_DUE':
      return [fired(deadline, call), ...reachPayment(customerFile(file, deadline), deadline, call)];
    case 'DELIVERY_HANDOVER':
      return [fired(deadline, call), ...reachDelivery(customerFile(file, deadline), deadline, call)];
    case 'FIRST_CONTACT':
      return reachFirstContact(customerFile(file, deadline), deadline, fired(deadline, call), call);
    case 'APPROVAL':
      return [fired(deadline, call), ...reachApproval(customerFile(file, deadline), deadline, call)];
  }
}

const fired = (deadline: Deadline, call: Call) => set('Deadline', deadline.id, { status: 'FIRED', firedAt: call.now });

function followUpOf(file: File, deadline: Deadline): FollowUp {
  const followUp = file.followUps.find((one) => one.id === deadline.followUpId);
  if (!followUp) throw new Error(`${deadline.id} is armed for a follow-up that isn't open`);
  return followUp;
}

function customerFile(file: File, deadline: Deadline): CustomerFile {
  if ('lead' in file) throw new Error(`${deadline.id}: leads have no stage`);
  return file;
}

function leadFile(file: File, deadline: Deadline): LeadFile {
  if ('customer' in file) throw new Error(`${deadline.id}: a customer owes no response`);
  return file;
}
