import type { CustomerFile } from '../customer/customer.js';
import type { LeadFile } from '../lead/lead.js';
import type { Person, Role } from '../people.js';
import type { ActionBy } from '../playbook/playbook.js';
import { heldOf } from '../standing.js';

type File = CustomerFile | LeadFile;
type Around = { readonly people: readonly Person[] };

/** Who hears of an obligation at this step; where that person is missing, away or the one who owes it, all managers do, else the administrators. */
export function recipientsOf(file: File, to: ActionBy, doerId: string | null, now: Date): readonly string[] {
  const named = to === 'OWNER' ? standIn(file, doerId, now) : to === 'TEAM_LEAD' ? teamLead(file, doerId, now) : null;
  return named === null ? managers(file, doerId, now) : [named];
}

/** The superior who takes over an action that the playbook gives to a superior. */
export function superiorOf(file: File, to: Exclude<ActionBy, 'OWNER'>, now: Date): string | null {
  return recipientsOf(file, to, heldOf(file).ownerId, now)[0] ?? null;
}

function teamLead(file: File, doerId: string | null, now: Date): string | null {
  const leadId = file.ownerTeam?.leadId ?? null;
  const there = owes(file, doerId, leadId, now) ? null : standIn(file, leadId, now);
  return owes(file, doerId, there, now) ? null : there;
}

function managers(file: File, doerId: string | null, now: Date): readonly string[] {
  const found = withRole(file, 'MANAGER', now).filter((id) => !owes(file, doerId, id, now));
  return found.length > 0 ? found : withRole(file, 'ADMIN', now);
}

/** Those with the role who are there, and the delegates of those who are away. */
export function withRole(file: Around, role: Role, now: Date): readonly string[] {
  const found = file.people.filter((one) => one.role === role).map(({ id }) => standIn(file, id, now));
  return [...new Set(found.filter((id) => id !== null))];
}

/** All managers who are there, else the administrators: whoever hears of what concerns the whole house. */
export function everySuperior(around: Around, now: Date): readonly string[] {
  const managers = withRole(around, 'MANAGER', now);
  return managers.length > 0 ? managers : withRole(around, 'ADMIN', now);
}

/** The person, or while they are on leave their delegate, or the delegate's; null where nobody of them is there. */
export function standIn({ people }: Around, id: string | null, now: Date): string | null {
  const asked = new Set<string>();
  for (let wanted = id; wanted !== null && !asked.has(wanted);) {
    const person = people.find((one) => one.id === wanted);
    if (!person?.active) return null;
    if (isThere(person, now)) return person.id;
    asked.add(wanted);
    wanted = person.delegateId;
  }
  return null;
}

/** Active and not on leave. */
export const isThere = ({ active, onLeaveUntil }: Person, now: Date): boolean =>
  active && (onLeaveUntil === null || onLeaveUntil <= now);

/** A neglect isn't told to the one who owes the action, for themself or for somebody on leave, as if they were their own superior. */
const owes = (file: File, doerId: string | null, id: string | null, now: Date): boolean =>
  id !== null && (id === doerId || id === heldOf(file).ownerId || id === standIn(file, doerId, now));
