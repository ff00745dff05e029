import { useState } from 'react';
import { useAsk } from '../../connection/use-ask.js';
import { useEndless } from '../../connection/use-endless.js';
import { isAtLeast, useViewer } from '../../connection/viewer.js';
import { CustomerRow } from '../../customer/customer-row.js';
import {
  CustomerListDocument,
  StagesToFilterByDocument,
  type CustomerFilter,
  type CustomerOrder,
} from '../../generated/operations.js';
import { texts, useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Chips } from '../../ui/chips.js';
import { EndlessList } from '../../ui/endless-list.js';
import { Search, useSearchText } from '../../ui/search.js';

const ORDERS = ['NEXT_CONTACT_AT_ASC', 'CREATED_AT_DESC', 'LAST_ACTIVITY_AT_ASC', 'RECLAIM_AT_ASC'] as const;

export default function CustomersPage() {
  const t = useTexts(words);
  const { customers } = useTexts(names);
  const { id, role } = useViewer();
  const [search, searched, setSearch] = useSearchText();
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const [stage, setStage] = useState('');
  const [orderBy, setOrder] = useState<CustomerOrder>('NEXT_CONTACT_AT_ASC');
  const filter: CustomerFilter = {
    ...(searched && { search: searched }),
    ...(whose === 'mine' && { ownerIds: [id] }),
    ...(stage && { stages: [stage] }),
  };
  const list = useEndless(CustomerListDocument, { filter, orderBy }, (data) => data.customers);
  const both = [
    { value: 'mine' as const, text: t.mine },
    { value: 'all' as const, text: t.all },
  ];
  return (
    <div className="stack">
      <h1>
        {customers}{' '}
        <span className="soft" data-testid="total">
          {list.total}
        </span>
      </h1>
      <Search label={t.search} value={search} onChange={setSearch} />
      <div className="row">
        {isAtLeast(role, 'TEAM_LEAD') && <Chips label={t.whose} options={both} chosen={whose} onChoose={setWhose} />}
        <Stages chosen={stage} onChoose={setStage} />
        <select
          className="short"
          aria-label={t.order}
          value={orderBy}
          onChange={({ target }) => setOrder(target.value as CustomerOrder)}
        >
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {t[order]}
            </option>
          ))}
        </select>
      </div>
      <EndlessList list={list} empty={t.none} label={customers}>
        {(customer) => <CustomerRow customer={customer} />}
      </EndlessList>
    </div>
  );
}

function Stages({ chosen, onChoose }: { readonly chosen: string; readonly onChoose: (code: string) => void }) {
  const t = useTexts(words);
  const { data } = useAsk(StagesToFilterByDocument, {});
  const stages = new Map(data?.playbooks.flatMap(({ stages: all }) => all.map(({ code, label }) => [code, label])));
  return (
    <select className="short" aria-label={t.stage} value={chosen} onChange={({ target }) => onChoose(target.value)}>
      <option value="">{t.anyStage}</option>
      {[...stages].map(([code, label]) => (
        <option key={code} value={code}>
          {label}
        </option>
      ))}
    </select>
  );
}

const words = texts(
  {
    search: '搜索姓名、公司、电话',
    whose: '范围',
    mine: '我的',
    all: '全部',
    stage: '状态',
    anyStage: '全部状态',
    order: '排序',
    NEXT_CONTACT_AT_ASC: '按下次跟进',
    CREATED_AT_DESC: '最新创建',
    LAST_ACTIVITY_AT_ASC: '最久未跟进',
    RECLAIM_AT_ASC: '即将回收',
    none: '没有符合条件的客户。',
  },
  {
    search: 'Search name, company, phone',
    whose: 'Whose',
    mine: 'Mine',
    all: 'All',
    stage: 'Stage',
    anyStage: 'Any stage',
    order: 'Order',
    NEXT_CONTACT_AT_ASC: 'Next contact first',
    CREATED_AT_DESC: 'Newest first',
    LAST_ACTIVITY_AT_ASC: 'Longest silent first',
    RECLAIM_AT_ASC: 'Soon reclaimed first',
    none: 'No customers like that.',
  },
);
