import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { seenAndMatching } from '../customers.js';
import { ascending } from '../order.js';
import { page } from '../page.js';
import type { CustomerListArgs } from './list-args.js';
import { heldBy, type Workers } from './workers.js';

const SOONEST_FIRST = ascending('workbench.reclaimSoon', 'reclaimAt');

/** Customers whom silence takes from their owner within two days. */
export async function reclaimSoon(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  { filter, ...args }: CustomerListArgs,
) {
  const query = database.sql
    .selectFrom('Customer as c')
    .selectAll('c')
    .where(heldBy(workers, sql`c."ownerId"`))
    .where('c.reclaimAt', '<', sql<Date>`now() + interval '2 days'`)
    .where(await seenAndMatching(database, viewer, filter));
  return page(database, { query, table: 'c', order: SOONEST_FIRST, filter: { workers, filter } }, args);
}
