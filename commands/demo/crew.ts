import { sql } from 'kysely';
import type { WorkCalendar } from '../../domain/calendar.js';
import type { CustomerFile } from '../../domain/customer/customer.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { ID_KINDS, type IdKind } from '../../domain/decision.js';
import type { LeadAround } from '../../domain/lead/place.js';
import type { Role } from '../../domain/people.js';
import type { Playbook, PlaybookDefinition } from '../../domain/playbook/playbook.js';
import type { Viewer } from '../../domain/policy.js';
import type { Pool } from '../../domain/pool/pool.js';
import { fromSettings } from '../store/files.js';
import type { Database } from '../store/open-database.js';
import { asPlaybook, PLAYBOOK_COLUMNS, type PublishedPlaybook } from '../store/playbooks.js';
import { POOLS, asPool } from '../store/pools.js';
import { loadSettings, responseFrom, type Settings } from '../store/settings.js';
import type { Chances } from './chances.js';
import { personName } from './words.js';

export interface CrewTeam {
  readonly id: string;
  readonly lead: Viewer;
  readonly sales: readonly Viewer[];
  readonly playbook: Playbook;
}

export interface CrewSource {
  readonly id: string;
  readonly channel: string;
  readonly quality: number;
  readonly campaigns: readonly (string | null)[];
  readonly defaultTags: readonly string[];
}

type AroundCustomer = Pick<CustomerFile, 'ownerTeam' | 'people'>;

/** Who works in a generated company, and what stands around whatever they have. */
export interface Crew {
  readonly settings: Settings;
  readonly calendar: WorkCalendar;
  readonly pools: readonly Pool[];
  readonly teams: readonly CrewTeam[];
  readonly sources: readonly CrewSource[];
  readonly manager: Viewer;
  /** How often each of them does in time what is due: 0 never, 1 always. */
  diligenceOf(userId: string): number;
  person(userId: string): Viewer;
  teamOf(userId: string): CrewTeam;
  /** Around a customer of this owner; null: nobody's. */
  around(ownerId: string | null): AroundCustomer;
  /** Around a lead of theirs. */
  aroundLead(ownerId: string | null): LeadAround;
  /** Somebody, or a team, that could as well have been in the place of this one, another one each time; there may be nobody else. */
  readonly twinOf: (id: string, time: number) => string;
  /** The version of the playbook with this id. */
  playbook(id: string): Playbook;
}

const SOURCES: readonly Omit<CrewSource, 'id'>[] = [
  { channel: 'WEBSITE', quality: 4, campaigns: ['百度推广', '官网表单', null], defaultTags: ['官网'] },
  { channel: 'EVENT', quality: 3, campaigns: ['春季建材展', '秋季订货会'], defaultTags: ['展会'] },
  { channel: 'WECHAT', quality: 3, campaigns: ['公众号菜单', null], defaultTags: [] },
  { channel: 'PHONE', quality: 2, campaigns: [null], defaultTags: [] },
  { channel: 'REFERRAL', quality: 5, campaigns: ['老客户介绍'], defaultTags: ['转介绍'] },
  { channel: 'AD', quality: 1, campaigns: ['抖音信息流', '朋友圈广告'], defaultTags: [] },
];
const SOURCE_NAMES = ['官网', '展会', '公众号', '热线电话', '转介绍', '信息流广告'];
const LARGEST_TEAM = 12;

/** Writes the people, teams, sources and the pilot's playbook of a company, as they stood when its time began. */
export async function hireCrew(
  database: Database,
  { sales, since, chances, newId }: { sales: number; since: Date; chances: Chances; newId: (kind: IdKind) => string },
): Promise<Crew> {
  const { sql: db } = database;
  const settings = await loadSettings(db);
  const pools = (await POOLS.execute(db)).rows.map(asPool);
  const standard = await newestPlaybook(database);
  const pilot = await publishPilot(database, standard, since, newId('Playbook'));
  const hire = async (role: Role, teamId: string | null): Promise<Viewer> => {
    const id = newId('User');
    const row = { id, name: personName(chances), role, teamId, locale: settings.locale, createdAt: since };
    await db.insertInto('User').values(row).execute();
    return { id, role, teamId, active: true, onLeaveUntil: null, delegateId: null, ledTeamIds: [] };
  };
  const teams: CrewTeam[] = [];
  const count = Math.max(2, Math.ceil(sales / LARGEST_TEAM));
  for (let place = 0; place < count; place += 1) {
    const id = newId('Team');
    const playbook = place % 2 === 0 ? standard : pilot;
    const name = `销售${place + 1}组`;
    await db.insertInto('Team').values({ id, name, playbookId: playbook.id, createdAt: since }).execute();
    const lead = { ...(await hire('TEAM_LEAD', id)), ledTeamIds: [id] };
    await db.updateTable('Team').set({ leadId: lead.id }).where('id', '=', id).execute();
    const members: Viewer[] = [];
    for (let seat = place; seat < sales; seat += count) members.push(await hire('SALES', id));
    teams.push({ id, lead, sales: members, playbook });
  }
  const manager = await hire('MANAGER', null);
  return crewOf({
    settings,
    pools,
    teams,
    sources: await openSources(database, since, newId),
    manager,
    superiors: await superiors(database),
    standard,
    chances,
  });
}

async function openSources({ sql: db }: Database, createdAt: Date, newId: (kind: IdKind) => string) {
  const sources = SOURCES.map((source) => ({ ...source, id: newId('Source') }));
  await db
    .insertInto('Source')
    .values(
      sources.map(({ id, channel, quality, defaultTags }, place) => ({
        id,
        name: SOURCE_NAMES[place]!,
        channel,
        quality,
        defaultTags: [...defaultTags],
        allowedOrigins: [],
        keyHash: `${ID_KINDS.Source}:${id}`, // of no key: nobody delivers by it before it is rotated
        createdAt,
      })),
    )
    .execute();
  return sources;
}

async function newestPlaybook({ sql: db }: Database): Promise<PublishedPlaybook> {
  const newest = db
    .selectFrom('Playbook')
    .select(PLAYBOOK_COLUMNS)
    .where('key', '=', 'default')
    .orderBy('version', 'desc');
  return asPlaybook(await newest.limit(1).executeTakeFirstOrThrow());
}

/** The same stages with shorter times: every second team tries whether that helps. */
async function publishPilot(
  { sql: db }: Database,
  { definition }: Playbook,
  publishedAt: Date,
  id: string,
): Promise<PublishedPlaybook> {
  const quicker: PlaybookDefinition = {
    ...definition,
    key: 'pilot',
    label: { 'zh-CN': '快跟试点', en: 'Quick follow-up pilot' },
    stages: definition.stages.map((stage) => ({
      ...stage,
      ...(stage.nextAction && {
        nextAction: { ...stage.nextAction, dueIn: QUICKER[stage.nextAction.dueIn] ?? stage.nextAction.dueIn },
      }),
    })),
  };
  const row = { id, key: quicker.key, version: 1, publishedAt };
  await db
    .insertInto('Playbook')
    .values({ ...row, definition: JSON.stringify(quicker) })
    .execute();
  return asPlaybook({ ...row, definition: quicker });
}

const QUICKER: Readonly<Record<string, string>> = { PT48H: 'PT24H', P3D: 'P2D', P2D: 'P1D' };

/** Whoever is above all teams, as files name them. */
async function superiors({ sql: db }: Database): Promise<readonly Viewer[]> {
  const { rows } = await sql<Omit<Viewer, 'ledTeamIds'>>`
    select id, role, "teamId", active, "onLeaveUntil", "delegateId" from "User"
    where role in ('MANAGER', 'ADMIN') and active`.execute(db);
  return rows.map((row) => ({ ...row, ledTeamIds: [] }));
}

interface Hired extends Pick<Crew, 'settings' | 'pools' | 'teams' | 'sources' | 'manager'> {
  readonly superiors: readonly Viewer[];
  readonly standard: Playbook;
  readonly chances: Chances;
}

function crewOf({ superiors: above, standard, chances, ...hired }: Hired): Crew {
  const { settings, pools, teams } = hired;
  const shared = { ...fromSettings(settings), pools };
  const byMember = new Map(teams.flatMap((team) => [team.lead, ...team.sales].map((one) => [one.id, team] as const)));
  const people = new Map(
    [...above, ...teams.flatMap(({ lead, sales }) => [lead, ...sales])].map((one) => [one.id, one]),
  );
  const diligence = new Map([...people.keys()].map((id) => [id, chances.between(0.55, 0.97)]));
  const playbooks = new Map([standard, ...teams.map(({ playbook }) => playbook)].map((one) => [one.id, one]));
  const ofOwner = new Map<string | null, { customer: AroundCustomer; lead: LeadAround }>();
  const aroundOf = (ownerId: string | null) => {
    const there = ofOwner.get(ownerId);
    if (there) return there;
    const team = ownerId === null ? undefined : byMember.get(ownerId);
    const near = team ? [people.get(ownerId!)!, team.lead] : [];
    const customer = {
      ownerTeam: team ? { id: team.id, leadId: team.lead.id, playbookId: team.playbook.id } : null,
      people: [...new Set([...near, ...above])].sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
    const playbook = team?.playbook ?? standard;
    const made = { customer, lead: { ...shared, ...customer, playbook, response: responseFrom(settings) } };
    ofOwner.set(ownerId, made);
    return made;
  };
  return {
    ...hired,
    calendar: shared.calendar,
    diligenceOf: (userId) => diligence.get(userId) ?? 1,
    person: (userId) => people.get(userId)!,
    teamOf: (userId) => byMember.get(userId)!,
    around: (ownerId) => aroundOf(ownerId).customer,
    aroundLead: (ownerId) => aroundOf(ownerId).lead,
    playbook: (id) => playbooks.get(id)!,
    twinOf: twinsIn(teams),
  };
}

/** Of teams of one size and playbook each may stand for another, and whoever has a seat in one for whoever has it in the other. */
function twinsIn(teams: readonly CrewTeam[]): Crew['twinOf'] {
  const alike = groupedBy(teams, ({ playbook, sales }) => `${playbook.id} ${sales.length}`);
  const rounds = new Map<string, readonly [round: readonly string[], place: number]>();
  for (const group of alike.values()) {
    const seats = group.map(({ id, lead, sales }) => [id, lead.id, ...sales.map((one) => one.id)]);
    for (const [place, ids] of seats.entries())
      for (const [seat, id] of ids.entries()) rounds.set(id, [seats.map((one) => one[seat]!), place]);
  }
  return (id, time) => {
    const [round, place] = rounds.get(id) ?? [[id], 0];
    return round[(place + time) % round.length]!;
  };
}
