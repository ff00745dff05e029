import type { ChannelNumber, SourceReportsQuery } from '../../../generated/operations.js';
import { channelTitle, useChannels } from '../../../language/channels.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Behind } from '../behind-link.js';
import { DataTable } from '../../../ui/data-table.js';
import { useNumbers } from '../numbers.js';

type Row = SourceReportsQuery['channelReport']['rows'][number];

export function ChannelTable({ rows }: { readonly rows: readonly Row[] }) {
  const t = useTexts(words);
  const channelName = useChannels();
  const nameOf = ({ source, channel, campaign }: Row) => channelTitle(source.name, channelName(channel), campaign);
  const { whole, part, money, duration } = useNumbers();
  const opening = (number: ChannelNumber, { source, channel, campaign }: Row, count: number, shown: string) => (
    <Behind of={{ of: 'channel', number, source: source.id, channel, campaign: campaign ?? '' }} count={count}>
      {shown}
    </Behind>
  );
  return (
    <DataTable
      caption={t.caption}
      rows={rows}
      keyOf={({ source, channel, campaign }) => JSON.stringify([source.id, channel, campaign])}
      first={{ head: t.source, cell: nameOf }}
      columns={[
        { head: t.leads, cell: (row) => opening('LEADS', row, row.leads, whole(row.leads)) },
        { head: t.qualified, cell: (row) => opening('QUALIFIED', row, row.qualified.numerator, part(row.qualified)) },
        { head: t.won, cell: (row) => opening('WON', row, row.won.numerator, part(row.won)) },
        { head: t.amount, cell: (row) => opening('WON', row, row.won.numerator, money(row.wonAmount)) },
        {
          head: t.firstResponse,
          cell: (row) => opening('FIRST_RESPONSE', row, row.firstResponse.count, duration(row.firstResponse.median)),
        },
      ]}
    />
  );
}

const words = texts(
  {
    caption: '各渠道的线索与结果',
    source: '来源 · 渠道 · 活动',
    leads: '线索',
    qualified: '转客户',
    won: '成交',
    amount: '成交额',
    firstResponse: '首次响应（中位）',
  },
  {
    caption: 'The leads of each channel, and what came of them',
    source: 'Source · channel · campaign',
    leads: 'Leads',
    qualified: 'Qualified',
    won: 'Won',
    amount: 'Amount',
    firstResponse: 'First response (median)',
  },
);
