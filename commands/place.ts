import { sql } from 'kysely';
import { companySizeIn, routeOf, type AssignmentSettings, type RoutedFacts } from '../domain/lead/assignment.js';
import {
  chooseInTouch,
  chooseLastOwner,
  chooseOwner,
  withTaken,
  type InTouch,
  type Placement,
  type Roster,
} from '../domain/lead/choose-owner.js';
import type { Lead } from '../domain/lead/lead.js';
import type { Chosen, LeadAround, Place } from '../domain/lead/place.js';
import { crosses } from '../domain/lead/rescore.js';
import type { LeadScore } from '../domain/lead/scoring.js';
import type { Pool } from '../domain/pool/pool.js';
import type { CompanyOf } from './store/roster.js';
import { fromSettings } from './store/files.js';
import { responseFrom, type Settings } from './store/settings.js';
import type { Tx } from './store/tx.js';

/** Somebody who needs an owner. */
export interface Unplaced {
  readonly facts: Omit<RoutedFacts, 'companySize'>;
  readonly company: CompanyOf;
  /** What came with them just now, where something did. */
  readonly payload?: unknown;
  readonly lastOwnerId?: string | null;
  /** Who doesn't get it this time. */
  readonly exceptId?: string | null;
}

/** What every choice needs, read before the lock. */
export interface PlacingFacts {
  readonly settings: Settings;
  readonly pools: readonly Pool[];
}

/**
 * Finds an owner by the rules. From here to the end of the transaction no other automatic assignment goes on, so this comes late.
 * `taken` are choices of this transaction that aren't written yet.
 */
export async function placeByRules(
  tx: Tx,
  unplaced: Unplaced,
  facts: PlacingFacts,
  taken: readonly Chosen[] = [],
): Promise<Place> {
  const read = await rosterFor(tx, unplaced, facts.settings);
  const { route } = read;
  const roster = taken.reduce(withTaken, read.roster);
  const { lastOwnerId = null, exceptId = null } = unplaced;
  const choice = { route, settings: facts.settings.assignment, roster, lastOwnerId, exceptId, now: tx.now };
  return asPlace(tx, chooseOwner(choice), roster, facts);
}

/** Somebody, where what is known now makes a lead that waits in the pool promising; null where it changes nothing. */
export async function placePromising(
  tx: Tx,
  { lead, pools }: { readonly lead: Lead; readonly pools: readonly Pool[] },
  { score }: LeadScore,
  settings: Settings,
): Promise<Place | null> {
  if (score === lead.score || !crosses(lead, score, settings.scoring.threshold)) return null;
  const company = { companyFolded: lead.companyFolded, leadId: lead.id };
  return placeByRules(tx, { facts: lead, company, lastOwnerId: lead.lastOwnerId }, { settings, pools });
}

/** Only to whoever had it before; null where they can't take it. */
export async function placeWithLastOwner(tx: Tx, unplaced: Unplaced, facts: PlacingFacts): Promise<Place | null> {
  const { roster, route } = await rosterFor(tx, { ...unplaced, company: { companyFolded: null } }, facts.settings);
  const { lastOwnerId = null } = unplaced;
  const choice = { route, settings: facts.settings.assignment, roster, lastOwnerId, now: tx.now };
  const placement = chooseLastOwner(choice);
  return placement && asPlace(tx, placement, roster, facts);
}

/** To whoever is in touch with them already; null where that is nobody of us any more. */
export async function placeInTouch(
  tx: Tx,
  contact: InTouch,
  unplaced: Unplaced,
  facts: PlacingFacts,
): Promise<Place | null> {
  const named = { ...unplaced, company: { companyFolded: null }, lastOwnerId: contact.userId };
  const { roster } = await rosterFor(tx, named, facts.settings);
  const placement = chooseInTouch(contact, roster);
  return placement && asPlace(tx, placement, roster, facts);
}

async function rosterFor(tx: Tx, unplaced: Unplaced, { assignment }: Settings) {
  const companySize = await companySizeOf(tx, unplaced, assignment);
  const route = routeOf({ ...unplaced.facts, companySize }, assignment);
  const userIds = [unplaced.lastOwnerId ?? null].filter((id) => id !== null);
  return { route, roster: await tx.lockRoster({ route, userIds, company: unplaced.company }) };
}

/** Told with a delivery; asked for only where a rule wants to know. */
async function companySizeOf(
  { sql: db }: Tx,
  { payload, company }: Unplaced,
  { rules }: AssignmentSettings,
): Promise<number | null> {
  if (!rules.some(({ when }) => when?.companySizeAtLeast !== undefined)) return null;
  const told = companySizeIn(payload);
  if (told !== null) return told;
  const { leadId = null, customerId = null } = company;
  const { rows } = await sql<{ payload: unknown }>`
    select payload from "Touch" where ("leadId" = ${leadId} or "customerId" = ${customerId})
      and payload ? 'companySize' order by at desc, id desc limit 1`.execute(db);
  return companySizeIn(rows[0]?.payload);
}

async function asPlace(tx: Tx, placement: Placement, roster: Roster, facts: PlacingFacts): Promise<Place> {
  if (placement.ownerId === null) {
    const { tell } = placement;
    return { chosen: null, tell, open: await tx.lockCountingCards(tell) };
  }
  return { chosen: placement, around: await aroundOwner(tx, placement.ownerId, roster, facts) };
}

async function aroundOwner(
  tx: Tx,
  ownerId: string,
  { people, teams }: Roster,
  { settings, pools }: PlacingFacts,
): Promise<LeadAround> {
  const teamId = people.find(({ id }) => id === ownerId)?.teamId ?? null;
  const team = teams.find(({ id }) => id === teamId) ?? null;
  const playbook = await tx.loadPlaybook(team?.playbookId ?? (await tx.defaultPlaybookId()));
  return { ownerTeam: team, people, pools, playbook, ...fromSettings(settings), response: responseFrom(settings) };
}
