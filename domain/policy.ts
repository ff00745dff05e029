import type { KeyScope } from './api-key/scopes.js';
import { type Person, isAtLeast, type Role } from './people.js';

/** The doors that ask for a role, and the least role that opens each. */
export const LEAST_ROLE = {
  workCustomers: 'SALES',
  assignLeads: 'TEAM_LEAD',
  transferCustomers: 'TEAM_LEAD',
  handOver: 'MANAGER',
  managePlaybooks: 'MANAGER',
  overrideStages: 'MANAGER',
  bulk: 'MANAGER',
  retryTimers: 'MANAGER',
  seeEverybody: 'MANAGER',
  manageUsers: 'ADMIN',
  manageSettings: 'ADMIN',
  manageSources: 'ADMIN',
  operate: 'ADMIN',
  manageKeys: 'ADMIN',
  manageWebhooks: 'ADMIN',
} as const satisfies Record<string, Role>;
export type Permission = keyof typeof LEAST_ROLE;

/** The doors that open within a team; all others concern the whole organisation, and stay shut to a key that is limited to teams. */
const WITHIN_TEAMS: ReadonlySet<Permission> = new Set([
  'workCustomers',
  'assignLeads',
  'transferCustomers',
  'overrideStages',
]);

/** What narrows the rights of somebody who asks by an API key. */
export interface KeyLimits {
  readonly scopes: readonly KeyScope[];
  /** Only what is these teams'; none: not limited to any. */
  readonly teamIds: readonly string[];
}

/** Somebody who asks, with the teams they lead. */
export interface Viewer extends Person {
  readonly ledTeamIds: readonly string[];
  /** The people on leave whom they stand in for at this moment; left out: nobody. */
  readonly standsInFor?: readonly Absent[];
  /** The sign-in or API key they ask through, where there is one. */
  readonly sessionId?: string;
  /** Left out: a person asks. */
  readonly key?: KeyLimits;
}

/** Somebody on leave, as far as their stand-in has to know. */
export type Absent = Pick<Viewer, 'id' | 'role' | 'teamId' | 'ledTeamIds' | 'key'>;

/** Who holds a customer or lead: an owner with a team, or a pool. */
export interface Standing {
  readonly ownerId: string | null;
  readonly ownerTeamId: string | null;
  /** The teams of the pool it is in, none meaning all; null when it is in no pool. */
  readonly poolTeamIds: readonly string[] | null;
}

/** Whose customers and leads somebody sees: everybody's, or their own plus those of the teams named. */
export type Scope =
  | { readonly everybody: true }
  | {
      readonly everybody: false;
      readonly userIds: readonly string[];
      readonly teamIds: readonly string[];
      readonly poolTeamIds: readonly string[];
    };

/** Somebody's role opens a door; a key that is limited to teams passes only those that open within a team. */
export const may = ({ role, key }: Pick<Viewer, 'role' | 'key'>, permission: Permission): boolean =>
  isAtLeast(role, LEAST_ROLE[permission]) && (isOfWholeHouse(key) || WITHIN_TEAMS.has(permission));

const isOfWholeHouse = (key: KeyLimits | undefined): boolean => key === undefined || key.teamIds.length === 0;

/** Customers and leads are people's: nobody looks after them who is a program. */
export const mayOwn = ({ key }: Viewer): boolean => key === undefined;

/**
 * SALES see their own and their team's pools, team leads the team's, managers everybody's. Whoever stands in for somebody on leave sees
 * as well what is theirs, and the teams they lead; a manager's view of everybody isn't lent.
 */
export function scopeOf(viewer: Viewer): Scope {
  if (may(viewer, 'seeEverybody')) return { everybody: true };
  const acting = [viewer, ...(viewer.standsInFor ?? [])];
  return {
    everybody: false,
    userIds: acting.map(({ id }) => id),
    teamIds: [...new Set(acting.flatMap(teamsLedBy))],
    poolTeamIds: [...new Set([...ownTeams(viewer), ...teamsLedBy(viewer)])],
  };
}

/** Whether somebody acts as this person: they are it, or stand in for it. */
export const actsAs = (viewer: Viewer, personId: string | null): boolean =>
  viewer.id === personId || (viewer.standsInFor ?? []).some(({ id }) => id === personId);

/** The team somebody belongs to; of a key those that it is limited to. */
export const ownTeams = ({ teamId, key }: Pick<Viewer, 'teamId' | 'key'>): readonly string[] =>
  key?.teamIds ?? (teamId === null ? [] : [teamId]);

const teamsLedBy = (person: Absent): readonly string[] =>
  isAtLeast(person.role, 'TEAM_LEAD') ? [...ownTeams(person), ...person.ledTeamIds] : [];

/** What somebody may not see doesn't exist for them. */
export function maySee(viewer: Viewer, standing: Standing): boolean {
  const scope = scopeOf(viewer);
  if (scope.everybody) return true;
  if (standing.ownerId !== null)
    return scope.userIds.includes(standing.ownerId) || inTeams(standing.ownerTeamId, scope.teamIds);
  const teams = standing.poolTeamIds;
  return teams !== null && (teams.length === 0 || teams.some((id) => scope.poolTeamIds.includes(id)));
}

/** The owner works on a customer or lead, or a superior within their scope; nobody works on what is in a pool. */
export function mayWorkOn(viewer: Viewer, standing: Standing): boolean {
  return standing.ownerId !== null && maySee(viewer, standing);
}

/** Data is kept tidy by whoever works on it; what nobody owns, by superiors who see its pool. */
export function mayTidy(viewer: Viewer, standing: Standing): boolean {
  return standing.ownerId === null
    ? isAtLeast(viewer.role, 'TEAM_LEAD') && maySee(viewer, standing)
    : mayWorkOn(viewer, standing);
}

/** Taking something away from its owner is for the owner's superiors, and for an owner who is one. */
export function mayGiveAway(viewer: Viewer, { ownerId, ownerTeamId }: Standing): boolean {
  const scope = scopeOf(viewer);
  return ownerId !== null && (scope.everybody || ownerId === viewer.id || inTeams(ownerTeamId, scope.teamIds));
}

/** A superior of the owner approves their moves, and needs nobody's approval; nobody is their own superior. */
export function mayApprove(viewer: Viewer, { ownerId, ownerTeamId }: Standing): boolean {
  if (may(viewer, 'seeEverybody')) return true;
  if (viewer.id === ownerId) return false;
  const acting = [viewer, ...(viewer.standsInFor ?? [])].filter(({ id }) => id !== ownerId);
  return inTeams(ownerTeamId, acting.flatMap(teamsLedBy));
}

/** Whether somebody may give work to a person: a manager to all, a team lead within their teams. */
export function mayAssignTo(viewer: Viewer, person: Pick<Person, 'id' | 'teamId'>): boolean {
  const scope = scopeOf(viewer);
  return scope.everybody || inTeams(person.teamId, scope.teamIds);
}

/** Events that concern no customer or lead: changes of shared rules are everybody's, the rest is for managers. */
export function maySeeGeneralEvent(viewer: Viewer, type: string): boolean {
  return may(viewer, 'seeEverybody') || type.startsWith('PLAYBOOK_') || type === 'POOL_CHANGED';
}

const inTeams = (teamId: string | null, teamIds: readonly string[]): boolean =>
  teamId !== null && teamIds.includes(teamId);
