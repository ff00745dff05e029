import type { Database } from '../commands/store/open-database.js';
import { pendingApprovalsOf } from './queries/approvals.js';
import { manyBy, onlyBy } from './queries/batch.js';
import { followUpsOf, touchesOf } from './queries/child-lists.js';
import { ChildPages } from './queries/child-pages.js';
import { nextFollowUpsOf, quotesOf, visitsOf } from './queries/customer-parts.js';
import * as deals from './queries/deals.js';
import type { Standing } from './queries/standing.js';

/** What hangs on a customer that was found already is read as it stands or stood; `shown` is what is handed on of a row. */
export interface StandingFrom {
  readonly database: Database;
  readonly standing: Standing;
  readonly shown: <Row extends object>(row: Row) => Row;
}

const rowsOf =
  <Row extends object>(
    { database, standing, shown }: StandingFrom,
    read: (database: Database, ids: readonly string[], standing: Standing) => Promise<Row[]>,
  ) =>
  async (ids: readonly string[]): Promise<readonly Row[]> =>
    (await read(database, ids, standing)).map(shown);

export const STANDING = {
  nextFollowUp: (from: StandingFrom) => onlyBy(rowsOf(from, nextFollowUpsOf), ({ customerId }) => customerId),
  visits: (from: StandingFrom) => manyBy(rowsOf(from, visitsOf), ({ customerId }) => customerId),
  quotes: (from: StandingFrom) => manyBy(rowsOf(from, quotesOf), ({ customerId }) => customerId),
  pendingApproval: (from: StandingFrom) => onlyBy(rowsOf(from, pendingApprovalsOf), ({ customerId }) => customerId),
  dealsOfCustomer: (from: StandingFrom) => manyBy(rowsOf(from, deals.dealsOf), ({ customerId }) => customerId),
  instalments: (from: StandingFrom) => manyBy(rowsOf(from, deals.instalmentsOf), ({ dealId }) => dealId),
  payments: (from: StandingFrom) => manyBy(rowsOf(from, deals.paymentsOf), ({ dealId }) => dealId),
  deliveryOfDeal: (from: StandingFrom) => onlyBy(rowsOf(from, deals.deliveriesOf), ({ dealId }) => dealId),
  checklist: (from: StandingFrom) => manyBy(rowsOf(from, deals.checklistOf), ({ deliveryId }) => deliveryId),
  followUpsOfCustomer: ({ database, standing, shown }: StandingFrom) =>
    new ChildPages(database, () => ({ ...followUpsOf(database, 'customerId', standing), shown })),
  touchesOfCustomer: ({ database, standing }: StandingFrom) =>
    new ChildPages(database, () => touchesOf(database, 'customerId', standing)),
};
