import { useState } from 'react';
import { Link } from 'wouter';
import { useStream } from '../../connection/use-stream.js';
import { ClaimButton } from '../../customer/claim-button.js';
import { CustomerRow } from '../../customer/customer-row.js';
import { customerWords } from '../../customer/words.js';
import { MyWorkbenchDocument, type MyWorkbenchSubscription } from '../../generated/operations.js';
import { texts, useTexts } from '../../language/texts.js';
import { LeadRow } from '../../lead/lead-row.js';
import { names } from '../../shell/pages.js';
import { Empty, Loading } from '../../ui/states.js';

type Work = MyWorkbenchSubscription['workbenchChanged'];

/** Leads first: who answers within minutes wins them. */
const LISTS = ['newLeads', 'dueLeads', 'overdue', 'dueToday', 'hotStalled', 'reclaimSoon', 'claimable'] as const;
type List = (typeof LISTS)[number];

const SHOWN = 20;

/** What is to be done today, as it is now. */
export default function WorkbenchPage() {
  const { workbench } = useTexts(names);
  const t = useTexts(words);
  const [work, setWork] = useState<Work | null>(null);
  const [chosen, choose] = useState<List | null>(null);
  useStream(
    MyWorkbenchDocument,
    { first: SHOWN },
    { next: ({ workbenchChanged }) => setWork(workbenchChanged), missed: () => undefined },
  );
  const list = chosen ?? (work && firstWithWork(work)) ?? 'dueToday';
  return (
    <div className="stack">
      <h1>{workbench}</h1>
      <div className="tiles" role="group" aria-label={t.lists}>
        {LISTS.map((one) => (
          <button
            key={one}
            type="button"
            className={`tile ${TONES[one]}`}
            aria-pressed={one === list}
            onClick={() => choose(one)}
          >
            <strong data-testid={`count-${one}`}>{work ? (work[one].totalCount ?? '…') : '–'}</strong>
            <span>{t[one]}</span>
          </button>
        ))}
      </div>
      {work ? <Listed work={work} list={list} /> : <Loading />}
    </div>
  );
}

const firstWithWork = (work: Work): List | undefined =>
  LISTS.find((list) => list !== 'claimable' && (work[list].totalCount ?? 0) > 0);

const TONES: Readonly<Record<List, string>> = {
  newLeads: 'accent',
  dueLeads: 'warn',
  overdue: 'bad',
  dueToday: 'accent',
  hotStalled: 'warn',
  reclaimSoon: 'bad',
  claimable: '',
};

function Listed({ work, list }: { readonly work: Work; readonly list: List }) {
  const t = useTexts(words);
  const name = t[list];
  const { totalCount } = work[list];
  const isEmpty = work[list].nodes.length === 0;
  const more = totalCount !== null && totalCount > SHOWN;
  return (
    <section aria-label={name} className="stack">
      {isEmpty && <Empty>{t.nothing}</Empty>}
      <ul className="stack tight">
        {list === 'newLeads' || list === 'dueLeads'
          ? work[list].nodes.map((lead) => (
              <li key={lead.id}>
                <LeadRow lead={lead} />
              </li>
            ))
          : work[list].nodes.map((customer) => (
              <li key={customer.id}>
                <CustomerRow customer={customer}>
                  {list === 'claimable' ? (
                    <ClaimButton customer={customer} onDone={() => undefined} />
                  ) : (
                    <FollowUpLink id={customer.id} name={customer.name} />
                  )}
                </CustomerRow>
              </li>
            ))}
      </ul>
      {more && (
        <p className="soft small">{list === 'claimable' ? <Link href="/pool">{t.all}</Link> : t.first(SHOWN)}</p>
      )}
    </section>
  );
}

function FollowUpLink({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTexts(customerWords);
  return (
    <Link href={`/customers/${id}?do=follow-up`} className="button" aria-label={`${t.follow} ${name}`}>
      {t.follow}
    </Link>
  );
}

const words = texts(
  {
    lists: '待办',
    newLeads: '新线索',
    dueLeads: '待联系线索',
    overdue: '逾期未跟进',
    dueToday: '今日待联系',
    hotStalled: '高意向未推进',
    reclaimSoon: '即将回收',
    claimable: '我的公海可领',
    nothing: '这里没有待办。',
    all: '查看全部公海客户',
    first: (count: number) => `按紧急程度显示前 ${count} 个，处理完后自动补上。`,
  },
  {
    lists: 'To do',
    newLeads: 'New leads',
    dueLeads: 'Leads due',
    overdue: 'Overdue',
    dueToday: 'Due today',
    hotStalled: 'Hot, not moving',
    reclaimSoon: 'Soon reclaimed',
    claimable: 'Claimable',
    nothing: 'Nothing to do here.',
    all: 'See the whole pool',
    first: (count: number) => `The ${count} most urgent; the next come up as these are done.`,
  },
);
