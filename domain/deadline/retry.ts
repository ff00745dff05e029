import { event, set } from '../change.js';
import { accept, refuse, type Decision } from '../decision.js';
import type { Deadline } from './deadline.js';

/** What makes a parked timer one like any other: it has all its tries again. */
export const ARMED_AGAIN = { status: 'ARMED', attempts: 0 } as const satisfies Partial<Deadline>;

/** A timer that kept failing is tried again, as what stood in its way was put right: its effect happens now, late. */
export function decideRetry({
  id,
  kind,
  status,
  customerId,
  leadId,
}: Pick<Deadline, 'id' | 'kind' | 'status' | 'customerId' | 'leadId'>): Decision {
  if (status !== 'PARKED') return refuse({ code: 'ALREADY_CLOSED' });
  const retried = event('DEADLINE_RETRIED', { customerId, leadId, data: { deadlineId: id, kind } });
  return accept([set('Deadline', id, ARMED_AGAIN), retried], { deadlineId: id });
}
