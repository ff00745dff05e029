import { useState } from 'react';
import { useAsk } from '../../connection/use-ask.js';
import { useEndless } from '../../connection/use-endless.js';
import { useStream } from '../../connection/use-stream.js';
import { ClaimButton } from '../../customer/claim-button.js';
import { CustomerRow } from '../../customer/customer-row.js';
import { customerWords } from '../../customer/words.js';
import {
  CustomerListDocument,
  PoolsChangedDocument,
  PoolsWithQuotaDocument,
  type PoolsWithQuotaQuery,
  type QuotaShownFragment,
} from '../../generated/operations.js';
import { useMoments } from '../../language/moments.js';
import { texts, useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Chips } from '../../ui/chips.js';
import { EndlessList } from '../../ui/endless-list.js';
import { Search, useSearchText } from '../../ui/search.js';
import { Shown } from '../../ui/states.js';

type Pools = PoolsWithQuotaQuery['pools'];

/** The customers that nobody owns, for whoever may claim them. */
export default function PoolPage() {
  const { pool } = useTexts(names);
  const asked = useAsk(PoolsWithQuotaDocument, {});
  return (
    <div className="stack">
      <h1>{pool}</h1>
      <Shown asked={asked}>
        {({ pools, head }) => <OpenPools pools={pools} head={head} refreshQuota={asked.refresh} />}
      </Shown>
    </div>
  );
}

interface OpenPoolsProps {
  readonly pools: Pools;
  readonly head: string;
  readonly refreshQuota: () => Promise<unknown>;
}

function OpenPools({ pools, head, refreshQuota }: OpenPoolsProps) {
  const t = useTexts(words);
  const withCustomers = pools.filter(({ kind }) => kind !== 'LEAD');
  const [chosenId, choose] = useState(withCustomers[0]?.id ?? null);
  const [search, searched, setSearch] = useSearchText();
  const chosen = withCustomers.find(({ id }) => id === chosenId);
  const filter = { poolIds: chosenId === null ? [] : [chosenId], ...(searched && { search: searched }) };
  const list = useEndless(
    CustomerListDocument,
    { filter, orderBy: 'POOLED_AT_ASC' as const },
    (data) => data.customers,
  );
  const [after] = useState(head);
  const [isOld, setOld] = useState(false);
  const reload = async () => {
    setOld(false);
    await Promise.all([list.refresh(), refreshQuota()]);
  };
  // Somebody far down the list isn't thrown about by what others claim.
  const changed = () => (list.items.length <= 100 ? void reload() : setOld(true));
  useStream(PoolsChangedDocument, { after }, { next: changed, missed: changed });
  return (
    <>
      {chosen && <Quota quota={chosen.quota} />}
      <Chips
        label={t.pools}
        options={withCustomers.map(({ id, name }) => ({ value: id, text: name }))}
        chosen={chosenId}
        onChoose={choose}
      />
      <Search label={t.search} value={search} onChange={setSearch} />
      {isOld && (
        <button type="button" onClick={() => void reload()}>
          {t.reload}
        </button>
      )}
      <p className="soft small">{list.total !== null && t.count(list.total)}</p>
      <EndlessList list={list} empty={t.none} label={chosen?.name ?? ''}>
        {(customer) => (
          <CustomerRow customer={customer}>
            <ClaimButton customer={customer} onDone={reload} />
          </CustomerRow>
        )}
      </EndlessList>
    </>
  );
}

function Quota({ quota }: { readonly quota: QuotaShownFragment }) {
  const t = useTexts(customerWords);
  const own = useTexts(words);
  const { moment } = useMoments();
  const { dailyLimit, claimedToday, holdingCap, held, resetsAt, suspendedUntil } = quota;
  const isUsedUp = dailyLimit !== null && claimedToday >= dailyLimit;
  return (
    <div className="row" data-testid="quota">
      {dailyLimit !== null && (
        <span className={`tag ${isUsedUp ? 'warn' : 'accent'}`}>{t.quota(claimedToday, dailyLimit)}</span>
      )}
      {holdingCap !== null && <span className="tag">{t.held(held, holdingCap)}</span>}
      {isUsedUp && <span className="soft small">{own.resets(moment(resetsAt))}</span>}
      {suspendedUntil && <span className="tag bad">{own.suspended(moment(suspendedUntil))}</span>}
    </div>
  );
}

const words = texts(
  {
    pools: '公海',
    search: '搜索姓名、公司',
    count: (count: number) => `共 ${count} 个客户`,
    none: '这个公海里没有客户。',
    reload: '公海有变化，点此刷新',
    resets: (at: string) => `${at} 恢复`,
    suspended: (at: string) => `${at} 前暂停领取`,
  },
  {
    pools: 'Pools',
    search: 'Search name, company',
    count: (count: number) => `${count} customers`,
    none: 'Nobody is in this pool.',
    reload: 'The pool has changed; show it anew',
    resets: (at: string) => `again from ${at}`,
    suspended: (at: string) => `no claims before ${at}`,
  },
);
