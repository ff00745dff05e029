import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { survivorOf } from '../../commands/store/survivor.js';
import type { Viewer } from '../../domain/policy.js';
import type { DeadlineFilter } from '../../schema/inputs/filters.input.js';
import { allOf, oneOf, within } from './conditions.js';
import { ascending } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { visibleWithSubject } from './visibility.js';

const BY_DUE = ascending('deadlines.DUE_AT_ASC', 'dueAt');

/** Timers of customers and leads that the viewer may see, armed or past, the earliest due first. */
export function deadlines(
  database: Database,
  viewer: Viewer,
  { filter, ...args }: PageArgs & { filter?: DeadlineFilter | null },
) {
  const query = database.sql
    .selectFrom('Deadline as d')
    .selectAll('d')
    .where(visibleWithSubject(viewer, 'd'))
    .where(matches(filter ?? {}));
  return page(database, { query, table: 'd', order: BY_DUE, filter }, args);
}

const matches = (filter: DeadlineFilter) =>
  allOf([
    oneOf(sql`d.status`, filter.status),
    oneOf(sql`d.kind`, filter.kinds),
    filter.customerId ? sql`d."customerId" = ${survivorOf('Customer', filter.customerId)}` : null,
    filter.leadId ? sql`d."leadId" = ${survivorOf('Lead', filter.leadId)}` : null,
    within(sql`d."dueAt"`, filter.dueAt),
  ]);
