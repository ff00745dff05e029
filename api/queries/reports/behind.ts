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

/** The ids that a number counts, as a statement in brackets; null: it counts none of that kind. */
export interface Behind {
  readonly customers: RawBuilder<unknown> | null;
  readonly leads: RawBuilder<unknown> | null;
}

const NOBODY = sql<SqlBool>`false`;

/** The customers whom a number counts, newest first, as far as the viewer may see them; null: it counts none. */
export function customersCounted(
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
export function leadsCounted(
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

/** The customers among those that a number counts. */
export const customersBehind = (
  database: Database,
  viewer: Viewer,
  { customers }: Behind,
  number: Number,
  args: PageArgs,
) => customersCounted(database, viewer, customers && sql<boolean>`c.id in ${customers}`, number, args);

/** The leads among them. */
export const leadsBehind = (database: Database, viewer: Viewer, { leads }: Behind, number: Number, args: PageArgs) =>
  leadsCounted(database, viewer, leads && sql<boolean>`l.id in ${leads}`, number, args);
