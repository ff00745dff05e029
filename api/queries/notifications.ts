import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { allOf, whether } from './conditions.js';
import { inLogOrder } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';

const NEWEST_FIRST = inLogOrder('notifications', 'newestFirst');

/** The viewer's own inbox, newest first. */
export function notifications(
  database: Database,
  viewer: Viewer,
  { unreadOnly, ...args }: PageArgs & { unreadOnly?: boolean | null },
) {
  const query = database.sql
    .selectFrom('Notification as n')
    .selectAll('n')
    .where('n.recipientId', '=', viewer.id)
    .where(allOf([whether(sql`n."readAt" is null`, unreadOnly === true ? true : null)]));
  return page(database, { query, table: 'n', order: NEWEST_FIRST, filter: { unreadOnly } }, args);
}
