import type { CustomerFile } from '../customer/customer.js';
import { isOpen, type LeadFile } from '../lead/lead.js';
import { stageOf } from '../playbook/playbook.js';

/** An open customer or lead with an owner always has a next step. */
export function needsNextStep(file: CustomerFile | LeadFile): boolean {
  if ('lead' in file) return isOpen(file.lead) && file.lead.ownerId !== null;
  return file.customer.ownerId !== null && !stageOf(file.playbook, file.customer.stage).end;
}
