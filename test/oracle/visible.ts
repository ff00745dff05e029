import type { Viewer } from '../../domain/policy.js';
import { sees, seesAll } from './asked.js';
import type { History, Holding } from './history-types.js';

/** Whether somebody sees a customer today: by whoever has it, or where nobody does, by its pool. */
export function seesCustomer(history: History, reader: Viewer, customerId: string): boolean {
  const now = history.holdings.findLast((one) => one.subjectId === customerId && one.until === null);
  return seesAll(reader) || (now !== undefined && seesStanding(history, reader, now));
}

function seesStanding(history: History, reader: Viewer, { ownerId, poolId }: Holding): boolean {
  if (ownerId !== null) return sees(history, reader, ownerId);
  const teamIds = history.pools.get(poolId!) ?? [];
  const own = [
    ...(reader.key ? reader.key.teamIds : [reader.teamId]),
    ...(reader.role === 'SALES' ? [] : reader.ledTeamIds),
  ];
  return teamIds.length === 0 || teamIds.some((id) => own.includes(id));
}

/** A lead goes with the customer that it became; else with whoever has it, or had it when it was closed. */
export function seesLead(history: History, reader: Viewer, leadId: string): boolean {
  const { customerId } = history.leads.find(({ id }) => id === leadId)!;
  if (customerId !== null) return seesCustomer(history, reader, customerId);
  const last = history.holdings.findLast((one) => one.subjectId === leadId)!;
  return seesAll(reader) || seesStanding(history, reader, last);
}
