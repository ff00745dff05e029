import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import type { ApprovalKind } from '../../domain/approval/approval.js';
import type { Viewer } from '../../domain/policy.js';
import { allOf, oneOf, whether } from './conditions.js';
import { descending } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import type { ApprovalRow } from './rows.js';
import { NOW, type Standing } from './standing.js';
import { visibleCustomers } from './visibility.js';

const NEWEST_FIRST = descending('approvals.REQUESTED_AT_DESC', 'requestedAt');

interface Asked {
  readonly pending?: boolean | null;
  readonly kind?: ApprovalKind | null;
  /** Only those that the viewer, or whoever they stand in for, was asked to decide. */
  readonly asked?: boolean | null;
}

/** Requests about customers that the viewer may see, newest first. */
export function approvals(database: Database, viewer: Viewer, { pending, kind, asked, ...args }: PageArgs & Asked) {
  const acting = [viewer, ...(viewer.standsInFor ?? [])].map(({ id }) => id);
  const query = database.sql
    .selectFrom('Approval as a')
    .innerJoin('Customer as c', 'c.id', 'a.customerId')
    .selectAll('a')
    .where(visibleCustomers(viewer, 'c'))
    .where(
      allOf([
        whether(sql`a.outcome = 'PENDING'`, pending),
        oneOf(sql`a.kind`, kind ? [kind] : null),
        oneOf(sql`a."approverId"`, asked ? acting : null),
      ]),
    );
  return page(database, { query, table: 'a', order: NEWEST_FIRST, filter: { pending, kind, asked } }, args);
}

export function approvalsById({ sql: db }: Database, viewer: Viewer, ids: readonly string[]): Promise<ApprovalRow[]> {
  const approvals = db.selectFrom('Approval as a').innerJoin('Customer as c', 'c.id', 'a.customerId').selectAll('a');
  return approvals.where('a.id', 'in', ids).where(visibleCustomers(viewer, 'c')).execute();
}

/** Of each customer the request that waits, if one does. */
export function pendingApprovalsOf(
  { sql: db }: Database,
  customerIds: readonly string[],
  standing: Standing = NOW,
): Promise<ApprovalRow[]> {
  const approvals = db.selectFrom(standing('Approval').as('a')).selectAll().where('customerId', 'in', customerIds);
  return approvals.where('outcome', '=', 'PENDING').execute();
}
