import { Link } from 'wouter';
import type { ArmShownFragment, ComparisonShownFragment, PilotNumber } from '../../../generated/operations.js';
import { useMoments } from '../../../language/moments.js';
import { texts, useTexts } from '../../../language/texts.js';
import { behindHref } from '../behind-link.js';
import { DataTable } from '../../../ui/data-table.js';
import { useNumbers } from '../numbers.js';
import { Interval } from './interval.js';

interface Props {
  readonly comparison: ComparisonShownFragment;
  readonly names: { readonly a: string; readonly b: string };
  /** Which teams over which time: what the customers behind a number are asked by. */
  readonly window: { readonly from: string; readonly to: string; readonly a: string; readonly b: string };
  readonly params: URLSearchParams;
}

interface Row extends ArmShownFragment {
  readonly arm: 'a' | 'b';
}

/** Two arms side by side, and how sure one may be of the difference. */
export function Comparison({ comparison, names, window, params }: Props) {
  const t = useTexts(words);
  const { whole, part, duration, span } = useNumbers();
  const { moment } = useMoments();
  const { a, b, leakDifference, cycleDifference, conclusive, note, asOf } = comparison;
  const opening = (number: PilotNumber, { arm }: Row, count: number, shown: string) =>
    count === 0 ? (
      shown
    ) : (
      <Link
        href={behindHref(params, {
          of: 'arm',
          number,
          arm,
          a: window.a,
          b: window.b,
          began: window.from,
          ended: window.to,
        })}
      >
        {shown}
      </Link>
    );
  return (
    <>
      <DataTable<Row>
        caption={t.caption}
        rows={[
          { ...a, arm: 'a' },
          { ...b, arm: 'b' },
        ]}
        keyOf={({ arm }) => arm}
        first={{ head: t.team, cell: ({ arm }) => names[arm] }}
        columns={[
          { head: t.customers, cell: (row) => opening('CUSTOMERS', row, row.customers, whole(row.customers)) },
          { head: t.leaks, cell: (row) => opening('LEAKED', row, row.leaks.numerator, part(row.leaks)) },
          { head: t.cycle, cell: (row) => opening('WON', row, row.cycle.count, duration(row.cycle.median)) },
          { head: t.won, cell: (row) => opening('WON', row, row.won, whole(row.won)) },
        ]}
      />
      <Interval
        name={t.leakDifference}
        interval={leakDifference}
        format={(value) => t.points((value * 100).toFixed(1))}
      />
      <Interval name={t.cycleDifference} interval={cycleDifference} format={(days) => span(days * DAY_SECONDS)} />
      <p>
        <span className={`tag ${conclusive ? 'good' : 'warn'}`}>{conclusive ? t.conclusive : t.inconclusive}</span>{' '}
        {note}
      </p>
      <p className="soft small">{t.asOf(moment(asOf))}</p>
    </>
  );
}

const DAY_SECONDS = 86_400;

const words = texts(
  {
    caption: '两组的客户、漏单率、成交周期与成交',
    team: '团队',
    customers: '客户',
    leaks: '漏单率',
    cycle: '成交周期（中位）',
    won: '成交',
    leakDifference: '漏单率之差',
    cycleDifference: '成交周期之差',
    points: (n: string) => `${n} 个百分点`,
    conclusive: '差异可信',
    inconclusive: '还不能下结论',
    asOf: (at: string) => `数据截至 ${at}；区间为 95% 置信区间。`,
  },
  {
    caption: 'Customers, leaks, cycle and sales of both arms',
    team: 'Team',
    customers: 'Customers',
    leaks: 'Leak rate',
    cycle: 'Cycle (median)',
    won: 'Won',
    leakDifference: 'Difference of the leak rates',
    cycleDifference: 'Difference of the cycles',
    points: (n: string) => `${n} points`,
    conclusive: 'Conclusive',
    inconclusive: 'Not conclusive yet',
    asOf: (at: string) => `As of ${at}; intervals are of 95 %.`,
  },
);
