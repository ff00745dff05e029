import { message, type Message } from '../message.js';
import { isThere, standIn, withRole } from '../deadline/recipients.js';
import type { AssigningTeam, AssignmentSettings, Colleague, Route } from './assignment.js';

/** Everybody who may get something now, read after the lock that makes automatic assignments take turns. */
export interface Roster {
  readonly people: readonly Colleague[];
  readonly teams: readonly AssigningTeam[];
  /** Who looks after the same company, best first: its owners, then those who were. */
  readonly known: readonly string[];
}

export interface Choosing {
  readonly route: Route;
  readonly settings: Pick<AssignmentSettings, 'capPerPerson'>;
  readonly roster: Roster;
  /** Who looked after them before. */
  readonly lastOwnerId?: string | null;
  /** Who doesn't get it this time. */
  readonly exceptId?: string | null;
  readonly now: Date;
}

/** Who gets it and why; or nobody, and who is told of that. */
export type Placement =
  | {
      readonly ownerId: string;
      readonly because: Message;
      /** What chose: `assignment.rules.0`, `knownCompany`, `lastOwner` … */
      readonly rule: string;
      /** The team whose turn moved on. */
      readonly turnOf: string | null;
    }
  | { readonly ownerId: null; readonly tell: readonly string[] };

/**
 * Who gets a lead: whoever had it before, else whoever looks after its company, else by the rule that fits: a person, or the one of a team
 * who holds least or whose turn it is. Nobody away or at their cap gets more.
 */
export function chooseOwner(choosing: Choosing): Placement {
  const { roster, lastOwnerId = null } = choosing;
  const before = firstFree(choosing, lastOwnerId === null ? [] : [lastOwnerId]);
  if (before) return placed(before, message('BECAUSE_LAST_OWNER'), 'lastOwner');
  const known = firstFree(choosing, roster.known);
  if (known) return placed(known, message('BECAUSE_KNOWN_COMPANY'), 'knownCompany');
  return byRoute(choosing);
}

/** Only to whoever had it before; null where they can't take it. */
export function chooseLastOwner(choosing: Choosing): Placement | null {
  const before = firstFree(choosing, [choosing.lastOwnerId ?? '']);
  return before ? placed(before, message('BECAUSE_LAST_OWNER'), 'lastOwner') : null;
}

/** Somebody who is in touch with them already. */
export interface InTouch {
  readonly userId: string;
  readonly because: Message;
  readonly rule: string;
}

/** To whoever is in touch with them already, whatever they hold and wherever they are: the contact is theirs. Null where they left us. */
export function chooseInTouch({ userId, because, rule }: InTouch, { people }: Roster): Placement | null {
  const theirs = people.find(({ id, active }) => id === userId && active);
  return theirs ? placed(theirs, because, rule) : null;
}

/** The roster after somebody got something: for several choices within one transaction. */
export function withTaken(roster: Roster, placement: Placement): Roster {
  if (placement.ownerId === null) return roster;
  const { ownerId, turnOf } = placement;
  return {
    ...roster,
    people: roster.people.map((one) => (one.id === ownerId ? { ...one, holding: one.holding + 1 } : one)),
    teams: roster.teams.map((team) => (team.id === turnOf ? { ...team, lastAssignedId: ownerId } : team)),
  };
}

function byRoute(choosing: Choosing): Placement {
  const { route } = choosing;
  const rule = route.label;
  if (route.to !== 'ANY_TEAM' && 'userId' in route.to) {
    const named = firstFree(choosing, [route.to.userId]);
    return named ? placed(named, message('BECAUSE_RULE_PERSON', { rule }), route.name) : nobody(choosing);
  }
  const free = membersOf(choosing).filter((one) => isFree(one, choosing));
  if (free.length === 0) return nobody(choosing);
  if (route.by === 'ROUND_ROBIN') return inTurn(choosing, free);
  const [least] = [...free].sort((a, b) => a.holding - b.holding || compareIds(a, b));
  const because = message('BECAUSE_RULE_LEAST_LOAD', { rule, holding: least!.holding });
  return placed(least!, because, route.name);
}

/** People take turns in the order in which they joined; a round over all teams keeps its place with the first of them. */
function inTurn({ route, roster }: Choosing, free: readonly Colleague[]): Placement {
  const [team] = teamsOf(route, roster);
  const round = [...free].sort(compareIds);
  const next = round.find(({ id }) => id > (team?.lastAssignedId ?? '')) ?? round[0]!;
  const because = message('BECAUSE_RULE_ROUND_ROBIN', { rule: route.label });
  return { ...placed(next, because, route.name), turnOf: team?.id ?? null };
}

/** The sales people of the teams; a team lead only where the team has nobody else in sales. */
function membersOf({ route, roster }: Choosing): readonly Colleague[] {
  return teamsOf(route, roster).flatMap(({ id }) => {
    const members = roster.people.filter(({ teamId, active }) => active && teamId === id);
    const sales = members.filter(({ role }) => role === 'SALES');
    return sales.length > 0 ? sales : members.filter(({ role }) => role === 'TEAM_LEAD');
  });
}

function teamsOf({ to }: Route, { teams, people }: Roster): readonly AssigningTeam[] {
  if (to === 'ANY_TEAM') return [...teams].sort(compareIds);
  const teamId = 'teamId' in to ? to.teamId : (people.find(({ id }) => id === to.userId)?.teamId ?? null);
  return teams.filter(({ id }) => id === teamId);
}

function firstFree(choosing: Choosing, ids: readonly string[]): Colleague | undefined {
  const found = ids.flatMap((id) => choosing.roster.people.find((one) => one.id === id) ?? []);
  return found.find((one) => isFree(one, choosing));
}

function isFree(one: Colleague, { settings, exceptId, now }: Choosing): boolean {
  return isThere(one, now) && one.id !== exceptId && one.holding < settings.capPerPerson;
}

/** The leads of the teams that the rule names, else all managers, else the administrators. */
function nobody({ route, roster, now }: Choosing): Placement {
  const leads = teamsOf(route, roster).map(({ leadId }) => standIn(roster, leadId, now));
  const found = leads.filter((id) => id !== null);
  if (found.length > 0) return { ownerId: null, tell: [...new Set(found)] };
  const managers = withRole(roster, 'MANAGER', now);
  return { ownerId: null, tell: managers.length > 0 ? managers : withRole(roster, 'ADMIN', now) };
}

const placed = ({ id }: Colleague, because: Message, rule: string) => ({ ownerId: id, because, rule, turnOf: null });

const compareIds = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);
