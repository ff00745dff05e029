import type { Changes } from '../domain/change.js';
import type { CustomerFile } from '../domain/customer/customer.js';
import { byDueOrder, type Deadline } from '../domain/deadline/deadline.js';
import { decideReach } from '../domain/deadline/reach.js';
import { isReassignment } from '../domain/deadline/reach-response.js';
import { accept, type Call } from '../domain/decision.js';
import type { LeadFile } from '../domain/lead/lead.js';
import { command } from './command.js';
import type { Overdue } from './overdue-deadlines.js';
import { rested } from './record-fault.js';

type File = CustomerFile | LeadFile;

export interface ReachBatch {
  readonly due: readonly Overdue[];
  /** How long a deadline rests after each fault, before it is parked. */
  readonly restsMs: readonly number[];
  /** Hears of each fault that was kept in a deadline's row. */
  readonly onFault: (deadlineId: string, error: unknown) => void;
}

/**
 * Wakes the first due deadline of each of many customers and leads, in one transaction: what is due after it is for the next batch, decided
 * on what this one wrote. Subjects that somebody works on at the moment are passed over. A deadline whose decision breaks is put to rest and
 * takes nothing from the others; only what breaks the database's own work breaks the batch.
 */
export const reachBatch = command('reachBatch', async (tx, { due, restsMs, onFault }: ReachBatch, call) => {
  const files = [
    ...(await tx.lockCustomers(subjects(due, 'customerId'), 'FREE')),
    ...(await tx.lockLeads(subjects(due, 'leadId'), 'FREE')),
  ];
  const changes: Changes[] = [];
  let handled = 0;
  for (const file of files) {
    const deadline = firstDue(file, call.now);
    if (!deadline || isReassignment(deadline) || isElsewhere(file)) continue;
    handled += 1;
    try {
      changes.push(reached(file, deadline, call));
    } catch (error) {
      onFault(deadline.id, error);
      changes.push((await rested(tx, { deadlineId: deadline.id, error: String(error), restsMs })).changes);
    }
  }
  return accept(changes.flat(), { handled });
});

/** Those that hang on a customer are that customer's, also where they came with a lead. */
function subjects(due: readonly Overdue[], column: 'customerId' | 'leadId'): readonly string[] {
  const ids = due.map((one) => (column === 'leadId' && one.customerId !== null ? null : one[column]));
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Deadlines of one subject act in due order; one that has failed doesn't hold up those after it. */
export function firstDue({ deadlines }: File, now: Date): Deadline | undefined {
  return deadlines
    .filter(({ status, dueAt, attempts }) => status === 'ARMED' && attempts === 0 && dueAt <= now)
    .sort(byDueOrder)[0];
}

/** Merged, or a customer by now: found one by one, under the id that it has there. */
const isElsewhere = (file: File): boolean =>
  'lead' in file
    ? file.lead.mergedIntoId !== null || file.lead.customerId !== null
    : file.customer.mergedIntoId !== null;

function reached(file: File, { id }: Deadline, call: Call): Changes {
  const decision = decideReach(file, id, call);
  if (!decision.accepted) throw new Error(`${id}: a timer can't be refused (${decision.refusal.code})`);
  return decision.changes;
}
