import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import type { CustomersListedFragment, LeadsListedFragment } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { Later } from '../later.js';
import { useNumbers } from '../numbers.js';
import { CustomerRows, LeadRows } from './rows.js';
import { useBehind } from './use-behind.js';

/** Whom a number counts, as far as the viewer may see them today. */
export default function BehindPage() {
  const t = useTexts(words);
  const [params] = useSearchParams();
  const ofLeads = params.get('list') === 'leads' || LEADS_ONLY(params);
  return (
    <div className="stack reports">
      <button type="button" className="quiet back" onClick={() => history.back()}>
        ‹ {t.back}
      </button>
      <Listed key={params.toString()} params={params} ofLeads={ofLeads} after={null} isFirst />
      {hasBoth(params) && <Listed params={params} ofLeads after={null} isFirst={false} title={t.leads} />}
    </div>
  );
}

/** Leads stand behind it, and no customers. */
const LEADS_ONLY = (params: URLSearchParams): boolean =>
  params.get('of') === 'channel' || params.get('number') === 'NEW_LEADS' || params.get('code') === 'LEADS';

/** What was done with customers, and with leads that weren't customers yet. */
const hasBoth = (params: URLSearchParams): boolean =>
  params.get('of') === 'hour' ||
  (params.get('of') === 'performance' &&
    ['FOLLOW_UPS', 'FIRST_RESPONSE', 'CONTACT_DURATION'].includes(params.get('number') ?? ''));

interface ListedProps {
  readonly params: URLSearchParams;
  readonly ofLeads: boolean;
  readonly after: string | null;
  readonly isFirst: boolean;
  readonly title?: string;
}

function Listed({ params, ofLeads, after, isFirst, title }: ListedProps) {
  const t = useTexts(words);
  const { whole } = useNumbers();
  const asked = useBehind(params, { ofLeads, after });
  return (
    <Shown asked={asked}>
      {({ title: named, customers, leads }) => {
        const list = customers ?? leads;
        const heading = title ?? named;
        return (
          <>
            {after === null && (isFirst ? <h1>{heading}</h1> : <h2>{heading}</h2>)}
            {after === null && list?.totalCount != null && <p className="soft">{t.total(whole(list.totalCount))}</p>}
            {!list || list.nodes.length === 0 ? (
              <Empty>{t.nobody}</Empty>
            ) : (
              <Rows customers={customers} leads={leads} />
            )}
            {list?.pageInfo.hasNextPage && (
              <Later>
                {() => <Listed params={params} ofLeads={ofLeads} after={list.pageInfo.endCursor} isFirst={isFirst} />}
              </Later>
            )}
          </>
        );
      }}
    </Shown>
  );
}

interface RowsProps {
  readonly customers: CustomersListedFragment | null;
  readonly leads: LeadsListedFragment | null;
}

function Rows({ customers, leads }: RowsProps): ReactNode {
  return (
    <section className="card">
      {customers && <CustomerRows customers={customers.nodes} />}
      {leads && <LeadRows leads={leads.nodes} />}
    </section>
  );
}

const words = texts(
  {
    back: '返回',
    leads: '当时还是线索的',
    total: (n: string) => `共 ${n} 个。之后转给他人、您看不到的不在其中。`,
    nobody: '没有您能看到的客户或线索。',
  },
  {
    back: 'Back',
    leads: 'Those who were leads at the time',
    total: (n: string) => `${n} in all, without those who went to somebody else since and whom you may not see.`,
    nobody: 'There is no customer or lead that you may see.',
  },
);
