import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { boundedCount } from '../bounded-count.js';
import { seenAndMatching } from '../customers.js';
import { seenAndMatchingLead } from '../leads.js';
import { ascending } from '../order.js';
import { emptyPage, page } from '../page.js';
import type { CustomerListArgs, LeadListArgs } from './list-args.js';
import { heldBy, heldByPeopleOf, type Workers } from './workers.js';

const DOER = sql`f."ownerId"`;
const NOW = sql`now()`;

/** The first instant of tomorrow where the organisation is. */
const tomorrow = (timeZone: string) =>
  sql`(date_trunc('day', now() at time zone ${timeZone}) + interval '1 day') at time zone ${timeZone}`;

/** Whose next step is still to be done today. */
export function dueToday(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  { timeZone, ...args }: CustomerListArgs & { readonly timeZone: string },
) {
  const span = sql<SqlBool>`f."dueAt" > ${NOW} and f."dueAt" < ${tomorrow(timeZone)}`;
  return dueCustomers(database, viewer, { name: 'dueToday', workers, doer: heldBy(workers, DOER), span }, args);
}

const IS_OVERDUE = sql<SqlBool>`f."dueAt" <= ${NOW}`;

/** Whose next step should have been done by now. */
export function overdue(database: Database, viewer: Viewer, workers: Workers, args: CustomerListArgs) {
  const doer = heldBy(workers, DOER);
  return dueCustomers(database, viewer, { name: 'overdue', workers, doer, span: IS_OVERDUE }, args);
}

/** Whose next step one of their people should have done by now. */
export async function toPush(database: Database, viewer: Viewer, workers: Workers, args: CustomerListArgs) {
  const doer = await heldByPeopleOf(database, viewer, workers, DOER);
  return dueCustomers(database, viewer, { name: 'toPush', workers, doer, span: IS_OVERDUE }, args);
}

interface Due {
  readonly name: string;
  readonly workers: Workers;
  /** Null: nobody. */
  readonly doer: RawBuilder<SqlBool> | null;
  readonly span: RawBuilder<SqlBool>;
}

/** By the earliest step that these people still have to do with the customer: it lies within the span. */
async function dueCustomers(
  database: Database,
  viewer: Viewer,
  { name, workers, doer, span }: Due,
  { filter, ...args }: CustomerListArgs,
) {
  const whose = { order: ascending(`workbench.${name}`, 'dueAt'), filter: { workers, filter } };
  if (doer === null) return emptyPage(whose, args);
  const seen = await seenAndMatching(database, viewer, filter);
  const due = database.sql
    .selectFrom('FollowUp as f')
    .innerJoin('Customer as c', 'c.id', 'f.customerId')
    .selectAll('c')
    .select('f.dueAt as dueAt')
    .where(isNextStep(doer, span))
    .where(noneBefore('customerId', doer))
    .where(seen);
  const query = database.sql.selectFrom(due.as('c')).selectAll('c');
  const list = { ...whose, query, table: 'c' };
  if (span !== IS_OVERDUE) return page(database, list, args);
  return page(database, { ...list, total: () => countOverdue(database, doer, seen) }, args);
}

/** Whose earliest step is past due has one that is: which it is needn't be found to count them. Whoever has a step has a next contact. */
const countOverdue = (database: Database, doer: RawBuilder<SqlBool>, seen: RawBuilder<SqlBool>) =>
  boundedCount(
    database,
    database.sql
      .selectFrom('Customer as c')
      .select('c.id')
      .where('c.nextContactAt', 'is not', null)
      .where(seen)
      .where(
        sql<SqlBool>`exists (select 1 from "FollowUp" f where f."customerId" = c.id and ${isNextStep(doer, IS_OVERDUE)})`,
      ),
  );

/** Leads with a next step that is due by the end of today, the longest overdue first. */
export async function dueLeads(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  { filter, timeZone, ...args }: LeadListArgs & { readonly timeZone: string },
) {
  const doer = heldBy(workers, DOER);
  const due = database.sql
    .selectFrom('FollowUp as f')
    .innerJoin('Lead as l', 'l.id', 'f.leadId')
    .selectAll('l')
    .select('f.dueAt as dueAt')
    .where('f.customerId', 'is', null)
    .where(isNextStep(doer, sql<SqlBool>`f."dueAt" < ${tomorrow(timeZone)}`))
    .where(noneBefore('leadId', doer))
    .where(await seenAndMatchingLead(database, viewer, filter));
  const query = database.sql.selectFrom(due.as('l')).selectAll('l');
  const order = ascending('workbench.dueLeads', 'dueAt');
  return page(database, { query, table: 'l', order, filter: { workers, filter } }, args);
}

const isNextStep = (doer: RawBuilder<SqlBool>, span: RawBuilder<SqlBool>) =>
  sql<SqlBool>`f.status = 'PLANNED' and ${doer} and ${span}`;

const noneBefore = (subject: 'customerId' | 'leadId', doer: RawBuilder<SqlBool>) =>
  sql<SqlBool>`not exists (select 1 from (select f.* from "FollowUp" f where f.status = 'PLANNED' and ${doer}) e
    where ${sql.ref(`e.${subject}`)} = ${sql.ref(`f.${subject}`)} and (e."dueAt", e.id) < (f."dueAt", f.id))`;
