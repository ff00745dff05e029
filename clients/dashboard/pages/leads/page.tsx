import { useState } from 'react';
import { useEndless } from '../../connection/use-endless.js';
import { LeadListDocument, type LeadFilter, type LeadStatus } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { LeadRow } from '../../lead/lead-row.js';
import { leadWords } from '../../lead/words.js';
import { names } from '../../shell/pages.js';
import { Chips } from '../../ui/chips.js';
import { EndlessList } from '../../ui/endless-list.js';
import { Search, useSearchText } from '../../ui/search.js';

const STATUSES: readonly LeadStatus[] = ['NEW', 'ASSIGNED', 'POOLED', 'QUALIFIED', 'DISQUALIFIED'];

export default function LeadsPage() {
  const t = useTexts(leadWords);
  const { leads } = useTexts(names);
  const [search, searched, setSearch] = useSearchText();
  const [status, setStatus] = useState<LeadStatus | 'all'>('all');
  const filter: LeadFilter = {
    ...(searched && { search: searched }),
    ...(status !== 'all' && { status: [status] }),
  };
  const list = useEndless(LeadListDocument, { filter, orderBy: 'RECEIVED_AT_DESC' as const }, (data) => data.leads);
  const statuses = ['all' as const, ...STATUSES].map((value) => ({ value, text: t[value] }));
  return (
    <div className="stack">
      <h1>
        {leads} <span className="soft">{list.total}</span>
      </h1>
      <Search label={t.search} value={search} onChange={setSearch} />
      <Chips label={t.status} options={statuses} chosen={status} onChoose={setStatus} />
      <EndlessList list={list} empty={t.none} label={leads}>
        {(lead) => <LeadRow lead={lead} />}
      </EndlessList>
    </div>
  );
}
