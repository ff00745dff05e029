import { sql, type Kysely, type RawBuilder, type Selectable, type Transaction } from 'kysely';
import type { Approval } from '../../domain/approval/approval.js';
import type { CustomerFile, Quote, StageVisit } from '../../domain/customer/customer.js';
import type { DealFile } from '../../domain/deal/deal.js';
import type { Deadline } from '../../domain/deadline/deadline.js';
import type { Stop } from '../../domain/deadline/stops.js';
import type { FollowUp } from '../../domain/follow-up/follow-up.js';
import type { LeadFile } from '../../domain/lead/lead.js';
import type { Person } from '../../domain/people.js';
import type { Claim } from '../../domain/pool/claim.js';
import type { DB, Customer as CustomerRow, Lead as LeadRow } from '../../schema/generated/kysely/types.js';
import { loadDeals } from './deals.js';
import { many, one, revived } from './json-rows.js';
import type { Playbooks } from './playbooks.js';
import { OUTAGES } from './outages.js';
import { POOLS, asPool, type StoredPool } from './pools.js';
import { calendarFrom, followUpsFrom, responseFrom, type Settings } from './settings.js';

type Sql = Kysely<DB> | Transaction<DB>;

/** What a customer's and a lead's file have in common, as one row. */
interface Around {
  readonly now: Date;
  readonly settings: SettingsRead;
  readonly ownerTeam: { readonly id: string; readonly leadId: string | null; readonly playbookId: string } | null;
  readonly people: readonly Person[];
  readonly pools: readonly StoredPool[];
  readonly followUps: readonly FollowUp[];
  readonly deadlines: readonly Deadline[];
  readonly countedAttempts: readonly Date[];
}

interface OfCustomer extends Around {
  readonly visit: StageVisit | null;
  readonly followUpsDone: number;
  readonly quotes: readonly Quote[];
  readonly contracts: number;
  readonly approvals: readonly Approval[];
  readonly warnedAt: Date | null;
  readonly outages: readonly Stop[];
  readonly hasDeals: boolean;
  readonly claim: Claim | null;
}

interface OfLead extends Around {
  readonly defaultPlaybookId: string;
}

/** Everything a decision about this customer needs, in one statement; read it after the customer's row is locked. */
export async function loadCustomerFile(
  db: Sql,
  row: Selectable<CustomerRow>,
  playbooks: Playbooks,
): Promise<CustomerFile & { now: Date }> {
  const { rows } = await sql<OfCustomer>`select ${ofCustomer(row)}`.execute(db);
  const around = rows[0]!;
  const deals = await loadDeals(db, around.hasDeals ? [row.id] : []);
  return customerFile(db, row, { ...around, deals: deals.get(row.id) ?? [] }, playbooks);
}

/** The files of many customers in one statement, to read from: nothing is locked. */
export async function loadCustomerFiles(
  db: Sql,
  customers: readonly Selectable<CustomerRow>[],
  playbooks: Playbooks,
): Promise<readonly CustomerFile[]> {
  const itself = { id: sql.ref('c.id'), ownerId: sql.ref('c.ownerId'), cycleStartedAt: sql.ref('c.cycleStartedAt') };
  const { rows } = await sql<OfCustomer & { fileOf: string }>`
    select c.id as "fileOf", ${ofCustomer(itself)} from "Customer" c
    where c.id = any(${customers.map(({ id }) => id)}::text[])`.execute(db);
  const found = new Map(rows.map(({ fileOf, ...around }) => [fileOf, around]));
  const deals = await loadDeals(
    db,
    rows.flatMap(({ fileOf, hasDeals }) => (hasDeals ? [fileOf] : [])),
  );
  const files: CustomerFile[] = [];
  for (const customer of customers) {
    const around = found.get(customer.id);
    if (!around) continue;
    files.push(await customerFile(db, customer, { ...around, deals: deals.get(customer.id) ?? [] }, playbooks));
  }
  return files;
}

/** One customer by its values, or, in a statement over many, by its columns. */
interface OneOfMany {
  readonly id: string | RawBuilder<unknown>;
  readonly ownerId: string | null | RawBuilder<unknown>;
  readonly cycleStartedAt: Date | RawBuilder<unknown>;
}

function ofCustomer({ id, ownerId, cycleStartedAt }: OneOfMany): RawBuilder<unknown> {
  return sql`${around('customerId', id, ownerId)},
    ${one(sql`select v.* from "StageVisit" v where v."customerId" = ${id} and v."leftAt" is null order by v."enteredAt" desc limit 1`)} as visit,
    (select count(*)::int from "FollowUp" where "customerId" = ${id} and status = 'DONE' and "doneAt" > ${cycleStartedAt}) as "followUpsDone",
    ${many(sql`select q.*, q.amount::text as amount from "Quote" q where q."customerId" = ${id} and q."createdAt" > ${cycleStartedAt} order by q."createdAt" desc, q.id desc`)} as quotes,
    (select count(*)::int from "Contract" where "customerId" = ${id} and "attachedAt" > ${cycleStartedAt}) as contracts,
    ${one(sql`select k.* from "Claim" k where k."customerId" = ${id} order by k."claimedAt" desc limit 1`)} as claim,
    ${many(sql`select a.* from "Approval" a where a."customerId" = ${id} and (a."requestedAt" >= ${cycleStartedAt} or a.kind = 'OBJECTION') order by a."requestedAt" desc, a.id desc`)} as approvals,
    (select max(w."firedAt") from "Deadline" w where w."customerId" = ${id} and w.subject = ${id} and w.status = 'FIRED' and w.kind = 'POOL_WARNING') as "warnedAt",
    ${many(OUTAGES)} as outages,
    exists (select 1 from "Deal" d where d."customerId" = ${id}) as "hasDeals"`;
}

type WithDeals = OfCustomer & { readonly deals: readonly DealFile[] };

async function customerFile(db: Sql, row: Selectable<CustomerRow>, around: WithDeals, playbooks: Playbooks) {
  const { settings, hasDeals: _, pools, ...rest } = revived(around);
  const playbook = await playbooks.load(db, row.playbookId);
  return { customer: row, playbook, ...fromSettings(settings), pools: pools.map(asPool), ...rest };
}

/** Everything a decision about this lead needs. Its lists and escalation are those of the owner's team, else of the newest default. */
export async function loadLeadFile(
  db: Sql,
  row: Selectable<LeadRow>,
  playbooks: Playbooks,
): Promise<LeadFile & { now: Date }> {
  const { rows } = await sql<OfLead>`select ${ofLead(row)}`.execute(db);
  return leadFile(db, row, rows[0]!, playbooks);
}

/** The files of many leads in one statement. */
export async function loadLeadFiles(
  db: Sql,
  leads: readonly Selectable<LeadRow>[],
  playbooks: Playbooks,
): Promise<readonly LeadFile[]> {
  const itself = { id: sql.ref('l.id'), ownerId: sql.ref('l.ownerId') };
  const { rows } = await sql<OfLead & { fileOf: string }>`
    select l.id as "fileOf", ${ofLead(itself)} from "Lead" l
    where l.id = any(${leads.map(({ id }) => id)}::text[])`.execute(db);
  const found = new Map(rows.map(({ fileOf, ...around }) => [fileOf, around]));
  const files: LeadFile[] = [];
  for (const lead of leads) {
    const around = found.get(lead.id);
    if (around) files.push(await leadFile(db, lead, around, playbooks));
  }
  return files;
}

function ofLead({ id, ownerId }: Pick<OneOfMany, 'id' | 'ownerId'>): RawBuilder<unknown> {
  return sql`${around('leadId', id, ownerId)},
    (select id from "Playbook" where key = 'default' order by version desc limit 1) as "defaultPlaybookId"`;
}

async function leadFile(db: Sql, row: Selectable<LeadRow>, around: OfLead, playbooks: Playbooks) {
  const { settings, defaultPlaybookId, pools, ...rest } = revived(around);
  const playbook = await playbooks.load(db, rest.ownerTeam?.playbookId ?? defaultPlaybookId);
  const organisation = { ...fromSettings(settings), response: responseFrom(settings), pools: pools.map(asPool) };
  return { lead: row, playbook, ...organisation, ...rest };
}

/** Without what no decision about one customer or lead asks for. */
const SETTINGS = sql`(select to_jsonb(s) - '{scoring,tagging,push}'::text[]
  || jsonb_build_object('followUps', s."followUps" - '{phrases,nextDates}'::text[]) from "Settings" s where s.id = 1)`;

type SettingsRead = Pick<
  Settings,
  'timeZone' | 'workingHours' | 'holidays' | 'assignment' | 'reasons' | 'customFields' | 'followUps'
>;

export const fromSettings = (settings: SettingsRead) => ({
  calendar: calendarFrom(settings),
  followUpRules: followUpsFrom(settings),
  fields: settings.customFields,
  reasons: settings.reasons,
});

function around(
  subject: 'customerId' | 'leadId',
  id: OneOfMany['id'],
  ownerId: OneOfMany['ownerId'],
): RawBuilder<unknown> {
  const of = sql.ref(subject);
  return sql`
    date_trunc('milliseconds', clock_timestamp()) as now,
    ${SETTINGS} as settings,
    ${one(sql`select t.id, t."leadId", t."playbookId" from "User" u join "Team" t on t.id = u."teamId" where u.id = ${ownerId}`)} as "ownerTeam",
    ${many(peopleAround(subject, id, ownerId))} as people,
    ${many(POOLS)} as pools,
    ${many(sql`select f.* from "FollowUp" f where f.${of} = ${id} and f.status = 'PLANNED' order by f."dueAt", f.id`)} as "followUps",
    ${many(sql`select d.* from "Deadline" d where d.${of} = ${id} and d.status in ('ARMED', 'PARKED') order by d."dueAt", d.id`)} as deadlines,
    (select coalesce(jsonb_agg(f."occurredAt" order by f."occurredAt"), '[]') from "FollowUp" f where f.${of} = ${id} and f."countsAsActivity"
      and f.outcome in ('NO_ANSWER', 'WRONG_NUMBER') and f."occurredAt" > now() - interval '60 days') as "countedAttempts"`;
}

/** The owner, whoever holds an open follow-up, or asked for or decides about a move, the team lead, all managers and administrators, and those who stand in for them. */
function peopleAround(
  subject: 'customerId' | 'leadId',
  id: OneOfMany['id'],
  ownerId: OneOfMany['ownerId'],
): RawBuilder<unknown> {
  return withStandIns(sql`
    select u.id from "User" u where u.id = ${ownerId} or (u.role in ('MANAGER', 'ADMIN') and u.active)
      or u.id in (select f."ownerId" from "FollowUp" f where f.${sql.ref(subject)} = ${id} and f.status = 'PLANNED')
      ${subject === 'customerId' ? sql`or u.id in (${partiesOf(id)})` : sql``}
      or u.id = (select t."leadId" from "User" o join "Team" t on t.id = o."teamId" where o.id = ${ownerId})`);
}

/** Who asked for a move of this customer, and who is to decide about it. */
const partiesOf = (id: OneOfMany['id']): RawBuilder<unknown> => sql`
  select unnest(array[a."requestedById", a."approverId"]) from "Approval" a
  where a."customerId" = ${id} and a.outcome = 'PENDING'`;

/** These people, and those who stand in for whom of them is on leave, however far that goes. */
export const withStandIns = (ids: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  with recursive around as (
    select u.id, u."delegateId", u."onLeaveUntil" from "User" u where u.id in (${ids})
    union
    select u.id, u."delegateId", u."onLeaveUntil" from "User" u join around a on u.id = a."delegateId" and a."onLeaveUntil" > now())
  select p.id, p.role, p."teamId", p.active, p."onLeaveUntil", p."delegateId" from "User" p
  where p.id in (select id from around) order by p.id`;

/** The file with more people who may have to be told. */
export function withPeople<F extends CustomerFile | LeadFile>(file: F, more: readonly Person[]): F {
  const known = new Set(file.people.map(({ id }) => id));
  return { ...file, people: [...file.people, ...more.filter(({ id }) => !known.has(id))] };
}
