import { after } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { accept, refuse, type Call, type Decision } from '../decision.js';
import { inLine } from '../settle.js';
import { joined } from './join.js';
import { nextStepFor } from './next-step.js';
import { mergeRefusal } from './rights.js';
import { tellMerged } from './tell.js';

/**
 * Customers who turned out to be one person become one. The survivor keeps its owner, stage and playbook, and what is known of it; gaps
 * are filled by the others in their order. Tidying up is no work on anybody: no escalation ends by it.
 */
export function decideMergeCustomers(into: CustomerFile, from: readonly CustomerFile[], call: Call): Decision {
  const refusal = mergeRefusal(into, from, call);
  if (refusal) return refuse(refusal);
  const { gone, file, changes } = joined(into, from, call);
  const next = nextStepFor(after(file, changes), call);
  const stays = inLine(file, [...changes, ...next, ...tellMerged(into, from, call)], call);
  const { customer } = after(file, stays);
  return accept([...gone, ...stays], { customerId: customer.id }, { customer });
}
