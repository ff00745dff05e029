import { Link } from 'wouter';
import { useAsk } from '../../../connection/use-ask.js';
import { LeakListDocument, type LeakListQuery, type ReportInput } from '../../../generated/operations.js';
import { useMoments } from '../../../language/moments.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { DataTable } from '../../../ui/data-table.js';
import { FilterBar } from '../filter-bar.js';
import { useFilters } from '../filters.js';
import { Later } from '../later.js';
import { useNumbers } from '../numbers.js';
import { ReportPage } from '../report-page.js';
import { useLive } from '../use-live.js';

/** Customers who fell through, and what became of them. */
export default function LeaksPage() {
  const t = useTexts(words);
  const { input } = useFilters();
  return (
    <ReportPage title={t.title} filters={<FilterBar />}>
      <Leaks key={JSON.stringify(input)} input={input} />
    </ReportPage>
  );
}

const PAGE = 50;

function Leaks({ input }: { readonly input: ReportInput }) {
  const t = useTexts(words);
  const { whole } = useNumbers();
  const asked = useAsk(LeakListDocument, { input, first: PAGE });
  useLive(input, ['LEAKS'], { head: asked.data?.head, refresh: asked.refresh });
  return (
    <Shown asked={asked}>
      {({ leaks: { nodes, pageInfo, totalCount } }) =>
        nodes.length === 0 ? (
          <Empty>{t.none}</Empty>
        ) : (
          <section className="card stack">
            {totalCount !== null && <p className="soft">{t.total(whole(totalCount))}</p>}
            <LeakTable rows={nodes} />
            {pageInfo.hasNextPage && (
              <Later key={pageInfo.endCursor}>{() => <LaterLeaks input={input} after={pageInfo.endCursor} />}</Later>
            )}
          </section>
        )
      }
    </Shown>
  );
}

function LaterLeaks({ input, after }: { readonly input: ReportInput; readonly after: string | null }) {
  const asked = useAsk(LeakListDocument, { input, first: PAGE, after });
  return (
    <Shown asked={asked}>
      {({ leaks: { nodes, pageInfo } }) => (
        <>
          <LeakTable rows={nodes} />
          {pageInfo.hasNextPage && (
            <Later key={pageInfo.endCursor}>{() => <LaterLeaks input={input} after={pageInfo.endCursor} />}</Later>
          )}
        </>
      )}
    </Shown>
  );
}

type Leak = LeakListQuery['leaks']['nodes'][number];

const TONES = { OPEN: 'bad', RECOVERED: 'good', LOST: 'warn', RECLAIMED: 'warn' } as const;

function LeakTable({ rows }: { readonly rows: readonly Leak[] }) {
  const t = useTexts(words);
  const { moment } = useMoments();
  return (
    <DataTable
      caption={t.title}
      rows={rows}
      keyOf={({ customer, dueAt, obligation }) => `${customer.id} ${dueAt} ${obligation}`}
      first={{
        head: t.customer,
        cell: ({ customer: { id, name, company } }) => (
          <Link href={`/customers/${id}`}>{company ? `${name} · ${company}` : name}</Link>
        ),
      }}
      columns={[
        { head: t.owner, cell: ({ owner }) => owner?.name ?? '–', isText: true },
        { head: t.obligation, cell: ({ obligation }) => obligation, isText: true },
        { head: t.dueAt, cell: ({ dueAt }) => moment(dueAt) },
        { head: t.recoveredAt, cell: ({ recoveredAt }) => (recoveredAt ? moment(recoveredAt) : '–') },
        {
          head: t.outcome,
          cell: ({ outcome }) => <span className={`tag ${TONES[outcome]}`}>{t[outcome]}</span>,
        },
      ]}
    />
  );
}

const words = texts(
  {
    title: '漏单',
    none: '这段时间没有漏单。',
    total: (n: string) => `共 ${n} 条：到期后 4 个工作小时内没有有效跟进。`,
    customer: '客户',
    owner: '负责人',
    obligation: '事项',
    dueAt: '到期',
    recoveredAt: '补上',
    outcome: '结果',
    OPEN: '仍未跟进',
    RECOVERED: '已补上',
    LOST: '已流失',
    RECLAIMED: '已回收',
  },
  {
    title: 'Leaks',
    none: 'Nobody fell through within this window.',
    total: (n: string) => `${n} in all: nobody followed up within 4 working hours of the due time.`,
    customer: 'Customer',
    owner: 'Owner',
    obligation: 'What was due',
    dueAt: 'Due',
    recoveredAt: 'Made good',
    outcome: 'Outcome',
    OPEN: 'Still open',
    RECOVERED: 'Recovered',
    LOST: 'Lost',
    RECLAIMED: 'Reclaimed',
  },
);
