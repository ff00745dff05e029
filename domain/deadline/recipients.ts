import type { CustomerFile } from '../customer/customer.js';
import type { LeadFile } from '../lead/lead.js';
import type { Person, Role } from '../people.js';
import type { ActionBy } from '../playbook/playbook.js';
import { heldOf } from '../standing.js';

type File = CustomerFile | LeadFile;

/** Who hears of an obligation at this step; where that person is missing or away, all managers do, else the administrators. */
export function recipientsOf(file: File, to: ActionBy, doerId: string | null, now: Date): readonly string[] {
  const named = to === 'OWNER' ? standIn(file, doerId, now) : to === 'TEAM_LEAD' ? teamLead(file, doerId, now) : null;
  return named === null ? managers(file, doerId) : [named];
}

/** The superior who takes over an action that the playbook gives to a superior. */
export function superiorOf(file: File, to: Exclude<ActionBy, 'OWNER'>): string | null {
  const lead = to === 'TEAM_LEAD' ? (file.ownerTeam?.leadId ?? null) : null;
  return lead ?? managers(file, heldOf(file).ownerId)[0] ?? null;
}

function teamLead(file: File, doerId: string | null, now: Date): string | null {
  const leadId = file.ownerTeam?.leadId ?? null;
  const isOwner = leadId === doerId || leadId === heldOf(file).ownerId;
  return isOwner ? null : standIn(file, leadId, now);
}

/** The person, or their delegate while they are on leave; null where neither is there. */
function standIn({ people }: File, id: string | null, now: Date): string | null {
  const person = people.find((one) => one.id === id && one.active);
  if (!person) return null;
  const isAway = person.onLeaveUntil !== null && person.onLeaveUntil > now;
  if (!isAway) return person.id;
  return people.find((one) => one.id === person.delegateId && one.active)?.id ?? null;
}

function managers({ people }: File, doerId: string | null): readonly string[] {
  const found = withRole(people, 'MANAGER', doerId);
  return found.length > 0 ? found : withRole(people, 'ADMIN', null);
}

function withRole(people: readonly Person[], role: Role, except: string | null): readonly string[] {
  return people.filter((one) => one.role === role && one.active && one.id !== except).map((one) => one.id);
}
