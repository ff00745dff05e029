import type { CustomerFile } from '../customer/customer.js';
import { openDelivery } from '../deal/deliver.js';
import type { LeadFile } from '../lead/lead.js';
import type { Notification } from '../notification.js';
import { stepsAbove, type EscalationStep } from '../playbook/playbook.js';
import { heldOf } from '../standing.js';
import type { Chain } from './chain.js';

/** What a card is about, while it is still owed: by whom, how far its chain has come, and who is told next. */
export interface Owed {
  readonly record: 'FollowUp' | 'Instalment' | 'DealDelivery';
  readonly id: string;
  readonly chain: Chain;
  readonly doerId: string | null;
  readonly steps: readonly EscalationStep[];
}

/** Null where it has been done meanwhile, or the card is about nothing that is owed. */
export function owedOf(notification: Notification, file: CustomerFile | LeadFile | null): Owed | null {
  if (!file) return null;
  const followUp = file.followUps.find(({ id }) => id === notification.followUpId);
  if (followUp) return { ...owed('FollowUp', followUp), doerId: followUp.ownerId, steps: stepsAbove(file.playbook) };
  return notification.subject === null || 'lead' in file ? null : owedOfDeals(notification.subject, file);
}

function owedOfDeals(subject: string, file: CustomerFile): Owed | null {
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

const owed = <R extends Owed['record']>(record: R, chain: Chain & { readonly id: string }) => ({
  record,
  id: chain.id,
  chain,
});
