import type { ReactNode } from 'react';
import type { PerformanceNumber, PerformanceTableQuery } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { Behind } from '../behind-link.js';
import type { Column } from '../../../ui/data-table.js';
import { useNumbers } from '../numbers.js';
import { performanceNumbers } from './numbers.js';

type Row = PerformanceTableQuery['performance']['rows'][number];

/** Every number opens to those whom it counts. */
export function usePerformanceColumns(): readonly Column<Row>[] {
  const t = useTexts(performanceNumbers);
  const { whole, some, money, part, duration } = useNumbers();
  const opening = (number: PerformanceNumber, { user }: Row, count: number, shown: ReactNode) => (
    <Behind of={{ of: 'performance', number, person: user.id }} count={count}>
      {shown}
    </Behind>
  );
  const counted = (number: PerformanceNumber, count: (row: Row) => number): Column<Row> => ({
    head: t[number],
    cell: (row) => opening(number, row, count(row), whole(count(row))),
  });
  return [
    counted('NEW_LEADS', ({ newLeads }) => newLeads),
    counted('NEW_CUSTOMERS', ({ newCustomers }) => newCustomers),
    counted('WON', ({ won }) => won),
    { head: t.amount, cell: (row) => opening('WON', row, row.won, money(row.wonAmount)) },
    counted('LOST', ({ lost }) => lost),
    counted('FOLLOW_UPS', ({ followUps }) => followUps),
    {
      head: t.HELD,
      cell: (row) =>
        opening('HELD', row, row.followUpsPerCustomerMonth === null ? 0 : 1, some(row.followUpsPerCustomerMonth)),
    },
    {
      head: t.CONTACT_DURATION,
      cell: (row) => opening('CONTACT_DURATION', row, row.contactDuration.count, duration(row.contactDuration.median)),
    },
    { head: t.ON_TIME, cell: (row) => opening('DUE', row, row.onTime.denominator, part(row.onTime)) },
    {
      head: t.FIRST_RESPONSE,
      cell: (row) => opening('FIRST_RESPONSE', row, row.firstResponse.count, duration(row.firstResponse.median)),
    },
    {
      head: t.SLOWEST_STAGE,
      cell: (row) => opening('SLOWEST_STAGE', row, row.slowestStage ? 1 : 0, row.slowestStage?.label ?? '–'),
    },
    { head: t.FORWARD, cell: (row) => opening('FORWARD', row, row.efficiency ? 1 : 0, some(row.efficiency)) },
    { head: t.CLAIMS_KEPT, cell: (row) => opening('CLAIMS_KEPT', row, row.claimsKept.numerator, part(row.claimsKept)) },
    { head: t.LEAKED, cell: (row) => opening('LEAKED', row, row.leaks.numerator, part(row.leaks)) },
  ];
}
