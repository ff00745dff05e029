import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { OWED_BESIDES, OWED_STEPS } from '../../../commands/store/escalations.js';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { allOf } from '../conditions.js';
import { seenAndMatching } from '../customers.js';
import { ascending } from '../order.js';
import { emptyPage, page } from '../page.js';
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
  const held = await heldByPeopleOf(database, viewer, workers, sql`c."ownerId"`);
  const whose = { order: LONGEST_OWED_FIRST, filter: { workers, filter } };
  if (held === null) return emptyPage(whose, args);
  const theirs = allOf([held, await seenAndMatching(database, viewer, filter)]);
  const query = database.sql
    .selectFrom(owedBy(theirs).as('o'))
    .leftJoin('Customer as c', 'c.id', 'o.id')
    .selectAll('c')
    .select(['o.owedSince', 'o.total']);
  return page(database, { ...whose, query, table: 'o', totalIn: 'total' }, args);
}

/**
 * Already in their order and counted, as the first can't be told without all: a page then looks up only its own customers. Whoever has a step
 * before them has a next contact: of a million customers those are few, and an index tells whose. Of the rest that is owed there is little.
 */
const owedBy = (theirs: RawBuilder<SqlBool>) => sql<{ id: string; owedSince: Date; total: number }>`(
  select s.id, min(s.since) as "owedSince", count(*) over ()::int as total from (
    select c.id, o.since from (${OWED_STEPS}) o join "Customer" c on c.id = o."customerId" and c."nextContactAt" is not null where ${theirs}
    union all select c.id, o.since from (${OWED_BESIDES}) o
      cross join lateral (select c.id from "Customer" c where c.id = o."customerId" and ${theirs} offset 0) c) s
  group by s.id order by "owedSince", s.id)`;
