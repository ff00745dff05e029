import { sql } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { seenAndMatchingLead } from '../leads.js';
import { ascending, nullsLast } from '../order.js';
import { page } from '../page.js';
import type { LeadListArgs } from './list-args.js';
import { heldBy, type Workers } from './workers.js';

const LONGEST_WAITING_FIRST = nullsLast(ascending('workbench.newLeads', 'ownedSince'));

/** Assigned leads that nobody has contacted yet: whose first contact is due first comes first. */
export async function newLeads(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  { filter, ...args }: LeadListArgs,
) {
  const query = database.sql
    .selectFrom('Lead as l')
    .selectAll('l')
    .where('l.status', '=', 'ASSIGNED')
    .where('l.firstContactAt', 'is', null)
    .where(heldBy(workers, sql`l."ownerId"`))
    .where(await seenAndMatchingLead(database, viewer, filter));
  return page(database, { query, table: 'l', order: LONGEST_WAITING_FIRST, filter: { workers, filter } }, args);
}
