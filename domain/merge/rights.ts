import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { needsNextStep } from '../follow-up/needs-next-step.js';
import { isOpen, type LeadFile } from '../lead/lead.js';
import { stageOf } from '../playbook/playbook.js';
import { mayTidy } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { heldOf, standingOf } from '../standing.js';

type File = CustomerFile | LeadFile;

/**
 * Why these can't be merged. Whoever merges may work on all of them, and nothing that goes on ends by it: what is open isn't merged into
 * what is closed, nor what somebody works on into what nobody owns.
 */
export function mergeRefusal(into: File, from: readonly File[], { by }: Call): Refusal | null {
  const areOneAlready = from.some((file) => heldOf(file).id === heldOf(into).id);
  if (areOneAlready || isGone(into) || from.some(isGone) || (isOver(into) && !from.every(isOver)))
    return { code: 'ALREADY_CLOSED' };
  if (by !== null && ![into, ...from].every((file) => mayTidy(by, standingOf(file)))) return { code: 'NOT_OWNER' };
  if (heldOf(into).ownerId === null && from.some(needsNextStep)) return { code: 'ALREADY_OWNED' };
  return null;
}

/** There is nothing left to merge: it was merged already, or lives on as a customer. */
function isGone(file: File): boolean {
  if ('customer' in file) return file.customer.mergedIntoId !== null;
  return file.lead.status === 'MERGED' || file.lead.status === 'QUALIFIED';
}

/** A lead that was given up, a customer in a stage that ends its way. */
export function isOver(file: File): boolean {
  return 'lead' in file ? !isOpen(file.lead) : (stageOf(file.playbook, file.customer.stage).end ?? false);
}
