import type { Setting as Beginning } from '../customer/create.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Stop } from '../deadline/stops.js';
import type { Person, Team } from '../people.js';
import type { Playbook } from '../playbook/playbook.js';
import type { Viewer } from '../policy.js';

/** The organisation as it is today, in which a draft is tried out. */
export interface Organisation {
  /** What is the same for every customer. */
  readonly shared: Omit<Beginning, 'playbook' | 'people' | 'ownerTeam'>;
  /** ISO span: how soon somebody who came back is to be contacted. */
  readonly reopenFollowUpWithin: string;
  readonly people: readonly Person[];
  /** When it was out of order. */
  readonly outages: readonly Stop[];
  readonly teams: readonly Pick<Team, 'id' | 'leadId'>[];
}

/** What surrounds every customer of a simulation. */
export interface Setting extends Pick<Organisation, 'reopenFollowUpWithin' | 'outages'> {
  readonly shared: Organisation['shared'] & { readonly playbook: Playbook };
  /** The owner's team and everybody who may have to be told; the same people for the same owner and doers. */
  around(ownerId: string | null, doers: readonly (string | null)[]): Pick<CustomerFile, 'ownerTeam' | 'people'>;
  /** Somebody with the rights that they have today; null: nobody knows them any more. */
  personAs(id: string | null): Viewer | null;
}

export function settingFor(
  draft: Playbook,
  { people, teams, shared, reopenFollowUpWithin, outages }: Organisation,
): Setting {
  const byId = new Map(people.map((person) => [person.id, person]));
  const above = people.filter(({ role, active }) => active && (role === 'MANAGER' || role === 'ADMIN'));
  const known = new Map<string, Pick<CustomerFile, 'ownerTeam' | 'people'>>();

  const surroundings = (ownerId: string | null, doers: readonly string[]) => {
    const owner = ownerId === null ? undefined : byId.get(ownerId);
    const ownerTeam = teams.find(({ id }) => id === owner?.teamId) ?? null;
    const named = [ownerId, ...doers, ownerTeam?.leadId ?? null].flatMap((id) => byId.get(id ?? '') ?? []);
    return { ownerTeam, people: withStandIns([...named, ...above], byId) };
  };

  return {
    shared: { ...shared, playbook: draft },
    reopenFollowUpWithin,
    outages,
    around: (ownerId, doers) => {
      const others = [...new Set(doers)].filter((id): id is string => id !== null && id !== ownerId).sort();
      const key = [ownerId, ...others].join(' ');
      const there = known.get(key) ?? surroundings(ownerId, others);
      known.set(key, there);
      return there;
    },
    personAs: (id) => {
      const person = byId.get(id ?? '');
      const ledTeamIds = teams.filter(({ leadId }) => leadId === id).map((team) => team.id);
      return person ? { ...person, ledTeamIds } : null;
    },
  };
}

/** These people and whoever stands in for them, however far that goes. */
function withStandIns(named: readonly Person[], byId: ReadonlyMap<string, Person>): readonly Person[] {
  const found = new Set(named);
  // The set grows while it is walked.
  for (const { delegateId, onLeaveUntil } of found) {
    const standIn = onLeaveUntil === null || delegateId === null ? undefined : byId.get(delegateId);
    if (standIn) found.add(standIn);
  }
  return [...found];
}
