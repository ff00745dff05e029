import { Link } from 'wouter';
import type { CustomersListedFragment, LeadsListedFragment } from '../../../generated/operations.js';
import { useMoments } from '../../../language/moments.js';
import { texts, useTexts } from '../../../language/texts.js';
import { DataTable } from '../../../ui/data-table.js';

interface Named {
  readonly name: string | null;
  readonly company: string | null;
}
const nameOf = ({ name, company }: Named) => [name, company].filter(Boolean).join(' · ') || '–';

export function CustomerRows({ customers }: { readonly customers: CustomersListedFragment['nodes'] }) {
  const t = useTexts(words);
  const { moment } = useMoments();
  return (
    <DataTable
      caption={t.customers}
      rows={customers}
      keyOf={({ id }) => id}
      first={{ head: t.customer, cell: (row) => <Link href={`/customers/${row.id}`}>{nameOf(row)}</Link> }}
      columns={[
        { head: t.stage, cell: ({ stage }) => stage.label, isText: true },
        { head: t.owner, cell: ({ owner }) => owner?.name ?? t.pooled },
        { head: t.next, cell: ({ nextContactAt }) => (nextContactAt ? moment(nextContactAt) : '–') },
      ]}
    />
  );
}

export function LeadRows({ leads }: { readonly leads: LeadsListedFragment['nodes'] }) {
  const t = useTexts(words);
  const { moment } = useMoments();
  return (
    <DataTable
      caption={t.leads}
      rows={leads}
      keyOf={({ id }) => id}
      first={{ head: t.lead, cell: (row) => <Link href={`/leads/${row.id}`}>{nameOf(row)}</Link> }}
      columns={[
        { head: t.owner, cell: ({ owner }) => owner?.name ?? t.pooled },
        { head: t.received, cell: ({ receivedAt }) => moment(receivedAt) },
      ]}
    />
  );
}

const words = texts(
  {
    customers: '客户',
    leads: '线索',
    customer: '客户',
    lead: '线索',
    stage: '状态',
    owner: '负责人',
    pooled: '公海',
    next: '下次联系',
    received: '收到',
  },
  {
    customers: 'Customers',
    leads: 'Leads',
    customer: 'Customer',
    lead: 'Lead',
    stage: 'Stage',
    owner: 'Owner',
    pooled: 'In a pool',
    next: 'Next contact',
    received: 'Received',
  },
);
