import type { CustomerFile } from '../customer/customer.js';
import { recipientsOf, standIn } from '../deadline/recipients.js';
import { isAtLeast } from '../people.js';

/**
 * Who may decide for this person's customer: the team lead or whoever stands in for them, else all managers, else the administrators. Somebody
 * who stands in for a manager is asked only where they see everybody's customers themself.
 */
export function approversOf(file: CustomerFile, askerId: string, now: Date): readonly string[] {
  const lead = standIn(file, file.ownerTeam?.leadId ?? null, now);
  const maySee = (id: string) => id === lead || seesEverybody(file, id);
  const there = recipientsOf(file, 'TEAM_LEAD', askerId, now).filter(maySee);
  return there.length > 0 ? there : awayToo(file, askerId);
}

/** Where nobody is there to decide it waits for those who will be back. */
function awayToo({ people, customer }: CustomerFile, askerId: string): readonly string[] {
  const superiors = people.filter(({ active, role }) => active && isAtLeast(role, 'MANAGER'));
  return superiors.map(({ id }) => id).filter((id) => id !== askerId && id !== customer.ownerId);
}

const seesEverybody = ({ people }: CustomerFile, id: string): boolean =>
  people.some((one) => one.id === id && isAtLeast(one.role, 'MANAGER'));
