import { sql } from 'kysely';
import { OPEN_ESCALATIONS } from '../../../commands/store/escalations.js';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { seenAndMatching } from '../customers.js';
import { ascending } from '../order.js';
import { page } from '../page.js';
import type { CustomerListArgs } from './list-args.js';
import { heldByPeopleOf, type Workers } from './workers.js';

const LONGEST_OWED_FIRST = ascending('workbench.toStepIn', 'owedSince');

/** Customers of their people about whom a superior was told, and nobody has reacted yet. */
export async function toStepIn(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  { filter, ...args }: CustomerListArgs,
) {
  const escalated = sql<{ customerId: string; owedSince: Date }>`(
    select o."customerId", min(o.since) as "owedSince" from (${OPEN_ESCALATIONS}) o
    where o."customerId" in (select h.id from "Customer" h where ${await heldByPeopleOf(database, viewer, workers, sql`h."ownerId"`)})
    group by o."customerId")`;
  const owed = database.sql
    .selectFrom('Customer as c')
    .innerJoin(escalated.as('o'), 'o.customerId', 'c.id')
    .selectAll('c')
    .select('o.owedSince')
    .where(await seenAndMatching(database, viewer, filter));
  const query = database.sql.selectFrom(owed.as('c')).selectAll('c');
  return page(database, { query, table: 'c', order: LONGEST_OWED_FIRST, filter: { workers, filter } }, args);
}
