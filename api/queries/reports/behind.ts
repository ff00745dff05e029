import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import type { Viewer } from '../../../domain/policy.js';
import { descending } from '../order.js';
import { page } from '../page.js';
import type { PageArgs } from '../page-args.js';
import { visibleCustomers, visibleLeads } from '../visibility.js';

/** Which number a list stands behind: its cursors hold under the same only. */
interface Number {
  readonly name: string;
  readonly key: unknown;
}

const NOBODY = sql<SqlBool>`false`;

/** The customers whom a number counts, newest first, as far as the viewer may see them; null: it counts none. */
export function customersBehind(
  database: Database,
  viewer: Viewer,
  counted: RawBuilder<boolean> | null,
  { name, key }: Number,
  args: PageArgs,
) {
  const query = database.sql
    .selectFrom('Customer as c')
    .selectAll('c')
    .where(counted ?? NOBODY)
    .where(visibleCustomers(viewer, 'c'));
  return page(database, { query, table: 'c', order: descending(`reports.${name}`, 'createdAt'), filter: key }, args);
}

/** The same of leads. */
export function leadsBehind(
  database: Database,
  viewer: Viewer,
  counted: RawBuilder<boolean> | null,
  { name, key }: Number,
  args: PageArgs,
) {
  const query = database.sql
    .selectFrom('Lead as l')
    .selectAll('l')
    .where(counted ?? NOBODY)
    .where(visibleLeads(viewer, 'l'));
  return page(database, { query, table: 'l', order: descending(`reports.${name}`, 'receivedAt'), filter: key }, args);
}
