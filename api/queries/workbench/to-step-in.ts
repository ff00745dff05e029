import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { seenAndMatching } from '../customers.js';
import { hasOpenEscalation } from '../escalations.js';
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
  const query = database.sql
    .selectFrom('Customer as c')
    .selectAll('c')
    .where(hasOpenEscalation)
    .where(held)
    .where(await seenAndMatching(database, viewer, filter));
  return page(database, { ...whose, query, table: 'c' }, args);
}
