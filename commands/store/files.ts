import { sql, type Kysely, type RawBuilder, type Selectable, type Transaction } from 'kysely';
import type { Approval } from '../../domain/approval/approval.js';
import type { CustomerFile, Quote, StageVisit } from '../../domain/customer/customer.js';
import { SPEAKING_KINDS, type Deadline, type Spoken } from '../../domain/deadline/deadline.js';
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

/** What is the same for all whose files are loaded together, as one row. */
interface SharedRow {
  readonly now: Date;
  readonly settings: SettingsRead;
  /** Those around any of them. */
  readonly people: readonly Person[];
  readonly pools: readonly StoredPool[];
  readonly outages: readonly Stop[];
  readonly defaultPlaybookId: string;
}

/** What each of them has for itself, as one row. */
interface OfLead {
  readonly ownerTeam: { readonly id: string; readonly leadId: string | null; readonly playbookId: string } | null;
  readonly followUps: readonly FollowUp[];
  readonly deadlines: readonly Deadline[];
  readonly spoken: readonly Spoken[];
  readonly countedAttempts: readonly Date[];
}

interface OfCustomer extends OfLead {
  readonly visit: StageVisit | null;
  readonly followUpsDone: number;
  readonly quotes: readonly Quote[];
  readonly contracts: number;
  readonly approvals: readonly Approval[];
  readonly warnedAt: Date | null;
  readonly hasDeals: boolean;
  readonly claim: Claim | null;
}

/** Everything a decision about this customer needs, in one statement; read it after the customer's row is locked. */
export async function loadCustomerFile(
  db: Sql,
  row: Selectable<CustomerRow>,
  playbooks: Playbooks,
): Promise<CustomerFile & { now: Date }> {
  const { rows } = await sql<SharedRow & OfCustomer>`select ${shared('customerId', [row])}, ${ofCustomer(row)}`.execute(
    db,
  );
  const read = revived(rows[0]!);
  const [file] = await customerFiles(db, [row], sharedBy(read), new Map([[row.id, read]]), playbooks);
  return { ...file!, now: read.now };
}

/** The files of many customers in two statements; without locking anything. */
export async function loadCustomerFiles(
  db: Sql,
  customers: readonly Selectable<CustomerRow>[],
  playbooks: Playbooks,
): Promise<readonly CustomerFile[]> {
  if (customers.length === 0) return [];
  const common = await loadShared(db, 'customerId', customers);
  const itself = { id: sql.ref('c.id'), ownerId: sql.ref('c.ownerId'), cycleStartedAt: sql.ref('c.cycleStartedAt') };
  const own = await loadOwn<OfCustomer>(
    db,
    sql`
    select c.id as "fileOf", ${ofCustomer(itself)} from "Customer" c where c.id = any(${idsOf(customers)}::text[])`,
  );
  return customerFiles(db, customers, common, own, playbooks);
}

async function customerFiles(
  db: Sql,
  customers: readonly Selectable<CustomerRow>[],
  { response: _, ...common }: Shared,
  own: ReadonlyMap<string, OfCustomer>,
  playbooks: Playbooks,
): Promise<readonly CustomerFile[]> {
  const deals = await loadDeals(
    db,
    [...own].flatMap(([id, { hasDeals }]) => (hasDeals ? [id] : [])),
  );
  const files: CustomerFile[] = [];
  for (const customer of customers) {
    const found = own.get(customer.id);
    if (!found) continue;
    const { hasDeals: _, ...rest } = found;
    const playbook = await playbooks.load(db, customer.playbookId);
    files.push({ customer, playbook, ...rest, ...common, deals: deals.get(customer.id) ?? [] });
  }
  return files;
}

/** Everything a decision about this lead needs. Its lists and escalation are those of the owner's team, else of the newest default. */
export async function loadLeadFile(
  db: Sql,
  row: Selectable<LeadRow>,
  playbooks: Playbooks,
): Promise<LeadFile & { now: Date }> {
  const { rows } = await sql<SharedRow & OfLead>`select ${shared('leadId', [row])}, ${ofLead('leadId', row)}`.execute(
    db,
  );
  const read = revived(rows[0]!);
  const [file] = await leadFiles(db, [row], sharedBy(read), new Map([[row.id, read]]), playbooks);
  return { ...file!, now: read.now };
}

/** The files of many leads in two statements; without locking anything. */
export async function loadLeadFiles(
  db: Sql,
  leads: readonly Selectable<LeadRow>[],
  playbooks: Playbooks,
): Promise<readonly LeadFile[]> {
  if (leads.length === 0) return [];
  const common = await loadShared(db, 'leadId', leads);
  const itself = { id: sql.ref('l.id'), ownerId: sql.ref('l.ownerId') };
  const own = await loadOwn<OfLead>(
    db,
    sql`
    select l.id as "fileOf", ${ofLead('leadId', itself)} from "Lead" l where l.id = any(${idsOf(leads)}::text[])`,
  );
  return leadFiles(db, leads, common, own, playbooks);
}

async function leadFiles(
  db: Sql,
  leads: readonly Selectable<LeadRow>[],
  { outages: _, defaultPlaybookId, ...common }: Shared,
  own: ReadonlyMap<string, OfLead>,
  playbooks: Playbooks,
): Promise<readonly LeadFile[]> {
  const files: LeadFile[] = [];
  for (const lead of leads) {
    const found = own.get(lead.id);
    if (!found) continue;
    const playbook = await playbooks.load(db, found.ownerTeam?.playbookId ?? defaultPlaybookId);
    files.push({ lead, playbook, ...found, ...common });
  }
  return files;
}

/** The same, as decisions know it. */
type Shared = ReturnType<typeof sharedBy>;

const sharedBy = ({ settings, people, pools, outages, defaultPlaybookId }: SharedRow) => ({
  ...fromSettings(settings),
  response: responseFrom(settings),
  people,
  pools: pools.map(asPool),
  outages,
  defaultPlaybookId,
});

async function loadShared(db: Sql, subject: Subject, rows: readonly Held[]): Promise<Shared> {
  const read = await sql<SharedRow>`select ${shared(subject, rows)}`.execute(db);
  return sharedBy(revived(read.rows[0]!));
}

async function loadOwn<Own>(db: Sql, query: RawBuilder<unknown>): Promise<ReadonlyMap<string, Own>> {
  const { rows } = await (query as RawBuilder<Own & { fileOf: string }>).execute(db);
  return new Map(rows.map(({ fileOf, ...own }) => [fileOf, revived(own) as Own]));
}

type Subject = 'customerId' | 'leadId';
type Held = { readonly id: string; readonly ownerId: string | null };

const idsOf = (rows: readonly Held[]): readonly string[] => rows.map(({ id }) => id);

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

const shared = (subject: Subject, rows: readonly Held[]): RawBuilder<unknown> => sql`
  date_trunc('milliseconds', clock_timestamp()) as now,
  ${SETTINGS} as settings,
  ${many(peopleAround(subject, rows))} as people,
  ${many(POOLS)} as pools,
  ${many(OUTAGES)} as outages,
  (select id from "Playbook" where key = 'default' order by version desc limit 1) as "defaultPlaybookId"`;

/** The owners, whoever holds an open follow-up, or asked for or decides about a move, the team leads, all managers and administrators, and those who stand in for them. */
function peopleAround(subject: Subject, rows: readonly Held[]): RawBuilder<unknown> {
  const ids = sql`any(${idsOf(rows)}::text[])`;
  const owners = sql`any(${[...new Set(rows.map(({ ownerId }) => ownerId))]}::text[])`;
  return withStandIns(sql`
    select u.id from "User" u where u.id = ${owners} or (u.role in ('MANAGER', 'ADMIN') and u.active)
      or u.id in (select f."ownerId" from "FollowUp" f where f.${sql.ref(subject)} = ${ids} and f.status = 'PLANNED')
      ${subject === 'customerId' ? sql`or u.id in (${partiesOf(ids)})` : sql``}
      or u.id in (select t."leadId" from "User" o join "Team" t on t.id = o."teamId" where o.id = ${owners})`);
}

/** Who asked for a move of these customers, and who is to decide about it. */
const partiesOf = (ids: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select unnest(array[a."requestedById", a."approverId"]) from "Approval" a
  where a."customerId" = ${ids} and a.outcome = 'PENDING'`;

/** One of them by its values, or, in a statement over many, by its columns. */
interface Itself {
  readonly id: string | RawBuilder<unknown>;
  readonly ownerId: string | null | RawBuilder<unknown>;
}

function ofLead(subject: Subject, { id, ownerId }: Itself): RawBuilder<unknown> {
  const of = sql.ref(subject);
  return sql`
    ${one(sql`select t.id, t."leadId", t."playbookId" from "User" u join "Team" t on t.id = u."teamId" where u.id = ${ownerId}`)} as "ownerTeam",
    ${many(sql`select f.* from "FollowUp" f where f.${of} = ${id} and f.status = 'PLANNED' order by f."dueAt", f.id`)} as "followUps",
    ${many(sql`select d.* from "Deadline" d where d.${of} = ${id} and d.status in ('ARMED', 'PARKED') order by d."dueAt", d.id`)} as deadlines,
    ${many(sql`select w.subject, w.rule, w.step, max(w."firedAt") as "firedAt" from "Deadline" w where w.${of} = ${id} and w."firedAt" is not null
      and w.kind = any(${SPEAKING_KINDS}::text[]) group by w.subject, w.rule, w.step order by w.subject, w.rule, w.step`)} as spoken,
    (select coalesce(jsonb_agg(f."occurredAt" order by f."occurredAt"), '[]') from "FollowUp" f where f.${of} = ${id} and f."countsAsActivity"
      and f.outcome in ('NO_ANSWER', 'WRONG_NUMBER') and f."occurredAt" > now() - interval '60 days') as "countedAttempts"`;
}

function ofCustomer(itself: Itself & { readonly cycleStartedAt: Date | RawBuilder<unknown> }): RawBuilder<unknown> {
  const { id, cycleStartedAt } = itself;
  return sql`${ofLead('customerId', itself)},
    ${one(sql`select v.* from "StageVisit" v where v."customerId" = ${id} and v."leftAt" is null order by v."enteredAt" desc limit 1`)} as visit,
    (select count(*)::int from "FollowUp" where "customerId" = ${id} and status = 'DONE' and "doneAt" > ${cycleStartedAt}) as "followUpsDone",
    ${many(sql`select q.*, q.amount::text as amount from "Quote" q where q."customerId" = ${id} and q."createdAt" > ${cycleStartedAt} order by q."createdAt" desc, q.id desc`)} as quotes,
    (select count(*)::int from "Contract" where "customerId" = ${id} and "attachedAt" > ${cycleStartedAt}) as contracts,
    ${one(sql`select k.* from "Claim" k where k."customerId" = ${id} order by k."claimedAt" desc limit 1`)} as claim,
    ${many(sql`select a.* from "Approval" a where a."customerId" = ${id} and (a."requestedAt" >= ${cycleStartedAt} or a.kind = 'OBJECTION') order by a."requestedAt" desc, a.id desc`)} as approvals,
    (select max(w."firedAt") from "Deadline" w where w."customerId" = ${id} and w.subject = ${id} and w."firedAt" is not null and w.kind = 'POOL_WARNING') as "warnedAt",
    exists (select 1 from "Deal" d where d."customerId" = ${id}) as "hasDeals"`;
}

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
