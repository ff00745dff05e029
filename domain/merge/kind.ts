import { event, set, type Change } from '../change.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import type { Lead, LeadFile } from '../lead/lead.js';
import { heldOf } from '../standing.js';
import type { MergeKind } from './merge.js';

export type File = CustomerFile | LeadFile;

/** What is spelled differently for a lead and for a customer. */
export const kindOf = (file: File): MergeKind => ('lead' in file ? 'LEAD' : 'CUSTOMER');

export function setHeld(file: File, to: Partial<Lead> | Partial<Customer>): Change {
  return 'lead' in file
    ? set('Lead', file.lead.id, to as Partial<Lead>)
    : set('Customer', file.customer.id, to as Partial<Customer>);
}

export function unmergedEvent(file: File, data: Readonly<Record<string, unknown>>): Change {
  const { id } = heldOf(file);
  return 'lead' in file
    ? event('LEAD_UNMERGED', { leadId: id, data })
    : event('CUSTOMER_UNMERGED', { customerId: id, data });
}

export function mergedEvent(file: File, data: Readonly<Record<string, unknown>>): Change {
  const { id } = heldOf(file);
  return 'lead' in file
    ? event('LEAD_MERGED', { leadId: id, data })
    : event('CUSTOMER_MERGED', { customerId: id, data });
}

/** Its version goes beyond all that was read of any of them: nobody mistakes it for what they saw. */
export function aheadOf(file: File, others: readonly File[]): Change {
  return setHeld(file, { version: Math.max(heldOf(file).version, ...others.map((one) => heldOf(one).version)) });
}
