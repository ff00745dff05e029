import { sql } from 'kysely';
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

/** Who may be chosen by a route or by name, what they hold, and those above them; read after the lock. */
export async function lockRoster(
  tx: Tx,
  { route, userIds, company }: { route: Route; userIds: readonly string[]; company: CompanyOf },
): Promise<Roster> {
  await lockAssignment(tx);
  const known = await ownersOfCompany(tx, company);
  const named = [...userIds, ...known, ...(isPerson(route.to) ? [route.to.userId] : [])];
  const people = await colleagues(tx, route, named);
  return { people, teams: await teams(tx), known };
}

/** How many open leads and customers somebody has. */
export async function holdingOf({ sql: db }: Tx, userId: string): Promise<number> {
  const { rows } = await sql<{ holding: number }>`
    with ${ENDED} select ${holding(sql`${userId}`)} as holding`.execute(db);
  return rows[0]!.holding;
}

const isPerson = (to: Route['to']): to is { userId: string } => typeof to === 'object' && 'userId' in to;

/** Its present owners, the latest worked on first, customers before leads; then those who had it before. */
async function ownersOfCompany({ sql: db }: Tx, company: CompanyOf): Promise<readonly string[]> {
  const { companyFolded, leadId = '', customerId = '' } = company;
  if (companyFolded === null) return [];
  const { rows } = await sql<{ id: string }>`
    with mates as (
      select "ownerId", "lastOwnerId", 0 as rank, "lastActivityAt", id from "Customer"
      where "companyFolded" = ${companyFolded} and id <> ${customerId} and "mergedIntoId" is null
      union all
      select "ownerId", "lastOwnerId", 1, "lastActivityAt", id from "Lead"
      where "companyFolded" = ${companyFolded} and id <> ${leadId} and status in ('NEW', 'POOLED', 'ASSIGNED'))
    select coalesce("ownerId", "lastOwnerId") as id from mates
    where coalesce("ownerId", "lastOwnerId") is not null
    order by "ownerId" is null, rank, "lastActivityAt" desc nulls last, mates.id limit 50`.execute(db);
  return [...new Set(rows.map(({ id }) => id))];
}

async function colleagues(tx: Tx, route: Route, named: readonly string[]): Promise<readonly Colleague[]> {
  const { rows } = await sql<Colleague & { now: Date }>`
    with ${ENDED}, near as (
      select u.id, u."delegateId", ${mayTake(route, named)} as "mayTake" from "User" u
      where u.active and (${mayTake(route, named)} or u.role in ('MANAGER', 'ADMIN') or u.id in (select "leadId" from "Team")))
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
