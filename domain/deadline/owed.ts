import { pendingApproval } from '../approval/approval.js';
import type { CustomerFile } from '../customer/customer.js';
import { openDelivery } from '../deal/deliver.js';
import type { LeadFile } from '../lead/lead.js';
import { isHeeded, responseDueAt } from '../lead/response.js';
import type { Notification } from '../notification.js';
import { stepsAbove, type EscalationStep } from '../playbook/playbook.js';
import { heldOf } from '../standing.js';
import { NOT_BEGUN, type Chain } from './chain.js';

/** What a card is about, while it is still owed: by whom, how far its chain has come, and who is told next. */
export interface Owed {
  readonly record: 'FollowUp' | 'Instalment' | 'DealDelivery' | 'Lead' | 'Approval';
  readonly id: string;
  readonly chain: Chain;
  readonly doerId: string | null;
  readonly steps: readonly EscalationStep[];
}

/** Something that is owed for a customer. */
interface CustomerOwed extends Owed {
  readonly record: Exclude<Owed['record'], 'Lead'>;
}

/** Null where it has been done meanwhile, or the card is about nothing that is owed. */
export function owedOf(notification: Notification, file: CustomerFile | LeadFile | null): Owed | null {
  if (!file) return null;
  if ('customer' in file) return customerOwes(notification, file);
  return owedFollowUp(notification, file) ?? (notification.subject === null ? null : owedResponse(notification, file));
}

type About = Pick<Notification, 'followUpId' | 'subject'>;

/** The same of a customer, whoever was told of it. */
export function customerOwes({ followUpId, subject }: About, file: CustomerFile): CustomerOwed | null {
  return (
    owedFollowUp({ followUpId }, file) ??
    (subject === null ? null : (owedOfApproval(subject, file) ?? owedOfDeals(subject, file)))
  );
}

function owedFollowUp({ followUpId }: Pick<About, 'followUpId'>, { followUps, playbook }: CustomerFile | LeadFile) {
  const followUp = followUps.find(({ id }) => id === followUpId);
  return followUp ? { ...owed('FollowUp', followUp), doerId: followUp.ownerId, steps: stepsAbove(playbook) } : null;
}

/** The first contact, as long as it is owed by whoever owed it when the card was made. */
function owedResponse({ subject, at }: Notification, { lead, playbook, ...file }: LeadFile): Owed | null {
  const dueAt = responseDueAt({ lead, playbook, ...file });
  if (subject !== lead.id || dueAt === null || lead.ownedSince === null || at < lead.ownedSince) return null;
  const chain = { ...NOT_BEGUN, reachedStep: 0, acknowledgedAt: isHeeded(lead) ? lead.responseHeededAt : null };
  return { record: 'Lead', id: lead.id, chain, doerId: lead.ownerId, steps: stepsAbove(playbook) };
}

function owedOfApproval(subject: string, file: CustomerFile): CustomerOwed | null {
  const approval = pendingApproval(file);
  if (approval?.id !== subject) return null;
  return { ...owed('Approval', approval), doerId: approval.approverId, steps: file.playbook.approval.escalation };
}

function owedOfDeals(subject: string, file: CustomerFile): CustomerOwed | null {
  const { playbook, deals } = file;
  const doerId = heldOf(file).ownerId;
  const instalment = deals.flatMap(({ instalments }) => instalments).find(({ id }) => id === subject);
  if (instalment)
    return instalment.paidAt === null
      ? { ...owed('Instalment', instalment), doerId, steps: playbook.deal.payment.escalation }
      : null;
  const delivery = openDelivery(file);
  const isOpen = delivery !== null && delivery.id === subject && delivery.toUserId === null;
  return isOpen ? { ...owed('DealDelivery', delivery), doerId, steps: stepsAbove(playbook) } : null;
}

const owed = <R extends CustomerOwed['record']>(record: R, chain: Chain & { readonly id: string }) => ({
  record,
  id: chain.id,
  chain,
});
