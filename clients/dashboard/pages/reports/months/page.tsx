import { useAsk } from '../../../connection/use-ask.js';
import { MonthDocument, MonthsDocument } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { DataTable } from '../../../ui/data-table.js';
import { FilterBar } from '../filter-bar.js';
import { useFilters } from '../filters.js';
import { useNumbers } from '../numbers.js';
import { ReportPage } from '../report-page.js';
import { StageCards } from '../stages/stage-cards.js';

/** What was told of each month once it was over: it stays as it was told. */
export default function MonthsPage() {
  const t = useTexts(words);
  const { filters, params, choose } = useFilters();
  const { teamId } = filters;
  const { whole } = useNumbers();
  const asked = useAsk(MonthsDocument, { teamId });
  const month = params.get('month');
  return (
    <ReportPage title={t.title} filters={<FilterBar hasWindow={false} hasPerson={false} />}>
      <Shown asked={asked}>
        {({ monthlyReviews }) =>
          monthlyReviews.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <section className="card">
              <DataTable
                caption={t.title}
                rows={monthlyReviews}
                keyOf={(row) => row.month}
                first={{
                  head: t.month,
                  cell: (row) => (
                    <button type="button" className="quiet" onClick={() => choose({ month: row.month })}>
                      {row.month}
                    </button>
                  ),
                }}
                columns={[
                  { head: t.leads, cell: ({ leads }) => whole(leads) },
                  { head: t.customers, cell: ({ customers }) => whole(customers) },
                  { head: t.won, cell: ({ won }) => whole(won) },
                  { head: t.lost, cell: ({ lost }) => whole(lost) },
                  { head: t.reclaimed, cell: ({ reclaimed }) => whole(reclaimed) },
                ]}
              />
            </section>
          )
        }
      </Shown>
      {month && <OneMonth month={month} teamId={teamId} />}
    </ReportPage>
  );
}

function OneMonth({ month, teamId }: { readonly month: string; readonly teamId: string | null }) {
  const t = useTexts(words);
  const asked = useAsk(MonthDocument, { month, teamId });
  return (
    <Shown asked={asked}>
      {({ monthlyReview }) =>
        monthlyReview ? (
          <>
            <h2>{month}</h2>
            <StageCards stages={monthlyReview.stages} month={month} />
          </>
        ) : (
          <Empty>{t.notYet(month)}</Empty>
        )
      }
    </Shown>
  );
}

const words = texts(
  {
    title: '月报',
    none: '第一份月报在下个月的第一天早上生成。',
    notYet: (month: string) => `${month} 还没有月报。`,
    month: '月份',
    leads: '线索',
    customers: '新客户',
    won: '成交',
    lost: '流失',
    reclaimed: '回收',
  },
  {
    title: 'Months',
    none: 'The first review is made on the first morning of next month.',
    notYet: (month: string) => `There is no review of ${month} so far.`,
    month: 'Month',
    leads: 'Leads',
    customers: 'New customers',
    won: 'Won',
    lost: 'Lost',
    reclaimed: 'Reclaimed',
  },
);
