import type { Database } from '../commands/store/open-database.js';
import { pendingApprovalsOf } from './queries/approvals.js';
import { manyBy, onlyBy } from './queries/batch.js';
import { followUpsOf, touchesOf } from './queries/child-lists.js';
import { ChildPages } from './queries/child-pages.js';
import { nextFollowUpsOf, quotesOf, visitsOf } from './queries/customer-parts.js';
import * as deals from './queries/deals.js';
import type { Standing } from './queries/standing.js';

/** What hangs on a customer that was found already, as it stands or stood; `shown` is what is handed on of a row. */
export function standingLoaders(
  database: Database,
  standing: Standing,
  shown: <Row extends object>(row: Row) => Row = (row) => row,
) {
  const rowsOf =
    <Row extends object>(read: (database: Database, ids: readonly string[], standing: Standing) => Promise<Row[]>) =>
    async (ids: readonly string[]): Promise<readonly Row[]> =>
      (await read(database, ids, standing)).map(shown);
  return {
    nextFollowUp: onlyBy(rowsOf(nextFollowUpsOf), ({ customerId }) => customerId),
    visits: manyBy(rowsOf(visitsOf), ({ customerId }) => customerId),
    quotes: manyBy(rowsOf(quotesOf), ({ customerId }) => customerId),
    pendingApproval: onlyBy(rowsOf(pendingApprovalsOf), ({ customerId }) => customerId),
    dealsOfCustomer: manyBy(rowsOf(deals.dealsOf), ({ customerId }) => customerId),
    instalments: manyBy(rowsOf(deals.instalmentsOf), ({ dealId }) => dealId),
    payments: manyBy(rowsOf(deals.paymentsOf), ({ dealId }) => dealId),
    deliveryOfDeal: onlyBy(rowsOf(deals.deliveriesOf), ({ dealId }) => dealId),
    checklist: manyBy(rowsOf(deals.checklistOf), ({ deliveryId }) => deliveryId),
    followUpsOfCustomer: new ChildPages(database, () => ({ ...followUpsOf(database, 'customerId', standing), shown })),
    touchesOfCustomer: new ChildPages(database, () => touchesOf(database, 'customerId', standing)),
  };
}
