import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { survivorOf } from '../../commands/store/survivor.js';
import type { FollowUpStatus } from '../../domain/follow-up/follow-up.js';
import type { Viewer } from '../../domain/policy.js';
import type { FollowUpFilter } from '../../schema/inputs/filters.input.js';
import { allOf, oneOf, within } from './conditions.js';
import { ascending, nullsLast } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { visibleFollowUps } from './visibility.js';

const BY_DUE = nullsLast(ascending('followUps.DUE_AT_ASC', 'dueAt'));

/** Follow-ups of customers and leads that the viewer may see: the earliest due first, those recorded without a plan last. */
export function followUps(
  database: Database,
  viewer: Viewer,
  { filter, ...args }: PageArgs & { filter?: FollowUpFilter | null },
) {
  return page(database, followUpList(database, viewer, filter), args);
}

/** The same as a whole. */
export function followUpList(database: Database, viewer: Viewer, filter: FollowUpFilter | null | undefined) {
  const query = database.sql
    .selectFrom('FollowUp as f')
    .selectAll('f')
    .where(visibleFollowUps(viewer, 'f'))
    .where(matches(filter ?? {}));
  return { query, table: 'f', order: BY_DUE, filter };
}

const matches = (filter: FollowUpFilter) =>
  allOf([
    filter.status ? hasStatus(filter.status) : null,
    oneOf(sql`f."ownerId"`, filter.ownerIds),
    filter.customerId ? sql`f."customerId" = ${survivorOf('Customer', filter.customerId)}` : null,
    filter.leadId ? sql`f."leadId" = ${survivorOf('Lead', filter.leadId)}` : null,
    within(sql`f."dueAt"`, filter.dueAt),
    oneOf(sql`f.channel`, filter.channels),
  ]);

/** As `followUpStatus` has it: overdue is planned with its time past. */
const STATUS: Readonly<Record<FollowUpStatus, RawBuilder<unknown>>> = {
  PLANNED: sql`(f.status = 'PLANNED' and (f."dueAt" is null or f."dueAt" > now()))`,
  OVERDUE: sql`(f.status = 'PLANNED' and f."dueAt" <= now())`,
  DONE: sql`f.status = 'DONE'`,
  CANCELLED: sql`f.status = 'CANCELLED'`,
};

const hasStatus = (statuses: readonly FollowUpStatus[]): RawBuilder<unknown> =>
  statuses.length === 0
    ? sql`false`
    : sql`(${sql.join(
        statuses.map((status) => STATUS[status]),
        sql` or `,
      )})`;
