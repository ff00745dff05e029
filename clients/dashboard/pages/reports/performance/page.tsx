import { useAsk } from '../../../connection/use-ask.js';
import { PerformanceTableDocument } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { DataTable } from '../../../ui/data-table.js';
import { FilterBar } from '../filter-bar.js';
import { useFilters } from '../filters.js';
import { ReportPage } from '../report-page.js';
import { useLive } from '../use-live.js';
import { usePerformanceColumns } from './columns.js';

/** What each person did. */
export default function PerformancePage() {
  const t = useTexts(words);
  const { input } = useFilters();
  const asked = useAsk(PerformanceTableDocument, { input });
  useLive(input, ['PERFORMANCE'], { head: asked.data?.head, refresh: asked.refresh });
  const columns = usePerformanceColumns();
  return (
    <ReportPage title={t.title} asOf={asked.data?.performance.asOf} filters={<FilterBar />}>
      <Shown asked={asked}>
        {({ performance: { rows } }) =>
          rows.length === 0 ? (
            <Empty>{t.nobody}</Empty>
          ) : (
            <section className="card wide" tabIndex={0} role="region" aria-label={t.title}>
              <DataTable
                caption={t.title}
                rows={rows}
                keyOf={({ user }) => user.id}
                first={{ head: t.person, cell: ({ user }) => user.name }}
                columns={columns}
              />
            </section>
          )
        }
      </Shown>
    </ReportPage>
  );
}

const words = texts(
  { title: '人员业绩', person: '人员', nobody: '没有符合条件的人员。' },
  { title: 'Performance', person: 'Person', nobody: 'Nobody fits these filters.' },
);
