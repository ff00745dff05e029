import { sql, type RawBuilder } from 'kysely';
import type { AssigningTeam, Colleague, Route } from '../../domain/lead/assignment.js';
import type { Roster } from '../../domain/lead/choose-owner.js';
import type { Tx } from './tx.js';

/** Whose company it is, other than the lead or customer itself. */
export interface CompanyOf {
  readonly companyFolded: string | null;
  readonly leadId?: string;
  readonly customerId?: string;
}

/**
 * Automatic assignments and claims take turns from here to the end of their transactions: what each of them counts is everything that
 * those before it gave. It is the last lock but those of what is written: whoever needs a lead's or customer's row has locked it before.
 */
export async function lockAssignment({ sql: db }: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('lead assignment'))`.execute(db);
}

/** What a choice asks for: by which rule, who may get it besides whom the rule names, and whose company it is. */
export interface RosterAsked {
  readonly route: Route;
  readonly userIds: readonly string[];
  readonly company: CompanyOf;
}

/** Who may be chosen by a route or by name, what they hold, and those above them; read after the lock. */
export async function lockRoster(tx: Tx, { route, userIds, company }: RosterAsked): Promise<Roster> {
  await lockAssignment(tx);
  const { companyFolded } = company;
  const known = companyFolded === null ? [] : ownersAmong(await matesOf(tx, [companyFolded]), company);
  const named = [...userIds, ...known, ...(isPerson(route.to) ? [route.to.userId] : [])];
  return { people: await colleagues(tx, mayTake(route, named)), teams: await teams(tx), known };
}

/** Whoever may be chosen by any route or name; the lock is held. */
export async function everybody(tx: Tx): Promise<Omit<Roster, 'known'>> {
  return { people: await colleagues(tx, sql`true`), teams: await teams(tx) };
}

/** How many open leads and customers somebody has. */
export async function holdingOf({ sql: db }: Tx, userId: string): Promise<number> {
  const { rows } = await sql<{ holding: number }>`
    with ${ENDED} select ${holding(sql`${userId}`)} as holding`.execute(db);
  return rows[0]!.holding;
}

const isPerson = (to: Route['to']): to is { userId: string } => typeof to === 'object' && 'userId' in to;

/** A customer or lead of some company, as far as it tells who looks after that company. */
export interface Mate {
  readonly id: string;
  readonly companyFolded: string | null;
  readonly ownerId: string | null;
  readonly lastOwnerId: string | null;
  /** Customers before leads. */
  readonly rank: number;
  readonly lastActivityAt: Date | null;
}

/** So many of a company tell who looks after it. */
const MOST_MATES = 50;

/** Customers and open leads of these companies, of each those that count first. */
export async function matesOf({ sql: db }: Tx, companies: readonly string[]): Promise<readonly Mate[]> {
  const { rows } = await sql<Mate>`
    with mates as (
      select id, "companyFolded", "ownerId", "lastOwnerId", 0 as rank, "lastActivityAt" from "Customer"
      where "companyFolded" = any(${[...companies]}::text[]) and "mergedIntoId" is null
      union all
      select id, "companyFolded", "ownerId", "lastOwnerId", 1, "lastActivityAt" from "Lead"
      where "companyFolded" = any(${[...companies]}::text[]) and status in ('NEW', 'POOLED', 'ASSIGNED'))
    select * from (
      select *, row_number() over (partition by "companyFolded"
        order by "ownerId" is null, rank, "lastActivityAt" desc nulls last, id)::int as place
      from mates where coalesce("ownerId", "lastOwnerId") is not null) ranked
    where place <= ${MOST_MATES + 1}`.execute(db);
  return rows;
}

/** Its present owners, the latest worked on first, customers before leads; then those who had it before. */
export function ownersAmong(
  mates: readonly Mate[],
  { companyFolded, leadId, customerId }: CompanyOf,
): readonly string[] {
  const others = mates.filter(
    (mate) => mate.companyFolded === companyFolded && mate.id !== leadId && mate.id !== customerId,
  );
  const ids = others.sort(byStanding).map(({ ownerId, lastOwnerId }) => ownerId ?? lastOwnerId);
  return [...new Set(ids.filter((id) => id !== null).slice(0, MOST_MATES))];
}

function byStanding(a: Mate, b: Mate): number {
  const formers = Number(a.ownerId === null) - Number(b.ownerId === null);
  const later = (b.lastActivityAt?.getTime() ?? 0) - (a.lastActivityAt?.getTime() ?? 0);
  return formers || a.rank - b.rank || later || (a.id < b.id ? -1 : 1);
}

async function colleagues(tx: Tx, mayTake: RawBuilder<unknown>): Promise<readonly Colleague[]> {
  const { rows } = await sql<Colleague & { now: Date }>`
    with ${ENDED}, near as (
      select u.id, u."delegateId", ${mayTake} as "mayTake" from "User" u
      where u.active and (${mayTake} or u.role in ('MANAGER', 'ADMIN') or u.id in (select "leadId" from "Team")))
    select u.id, u.role, u."teamId", u.active, u."onLeaveUntil", u."delegateId",
      case when near."mayTake" then ${holding(sql`u.id`)} else 0 end as holding,
      date_trunc('milliseconds', clock_timestamp()) as now
    from "User" u left join near on near.id = u.id
    where near.id is not null or u.id in (select "delegateId" from near)
    order by u.id`.execute(tx.sql);
  if (rows[0]) tx.now = rows[0].now;
  return rows.map(({ now: _, ...colleague }) => colleague);
}

function mayTake({ to }: Route, named: readonly string[]) {
  const inTeam =
    to === 'ANY_TEAM' ? sql`u."teamId" is not null` : 'teamId' in to ? sql`u."teamId" = ${to.teamId}` : sql`false`;
  return sql`(u.id = any(${[...named]}::text[]) or (${inTeam} and u.role in ('SALES', 'TEAM_LEAD')))`;
}

async function teams({ sql: db }: Tx): Promise<readonly AssigningTeam[]> {
  return db.selectFrom('Team').select(['id', 'leadId', 'playbookId', 'lastAssignedId']).orderBy('id').execute();
}

/** Stages after which nothing is left to do. */
const ENDED = sql`ended as materialized (
  select p.id as "playbookId", s ->> 'code' as stage from "Playbook" p, jsonb_array_elements(p.definition -> 'stages') s
  where (s ->> 'end')::boolean)`;

const holding = (userId: ReturnType<typeof sql>) => sql`(
  (select count(*) from "Lead" l where l."ownerId" = ${userId} and l.status in ('NEW', 'ASSIGNED'))
  + (select count(*) from "Customer" c where c."ownerId" = ${userId} and c."mergedIntoId" is null
      and (c."playbookId", c.stage) not in (select "playbookId", stage from ended)))::int`;
