import type { FunnelReportQuery } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Behind } from '../behind-link.js';
import { DataTable, type Column } from '../../../ui/data-table.js';
import { useNumbers } from '../numbers.js';

export type FunnelAnswer = FunnelReportQuery['funnel'];
type Step = FunnelAnswer['steps'][number];

export function FunnelTable({
  funnel,
  hasConversions,
}: {
  readonly funnel: FunnelAnswer;
  readonly hasConversions: boolean;
}) {
  const t = useTexts(words);
  const { whole, part } = useNumbers();
  const conversions: readonly Column<Step>[] = [
    { head: t.fromPrevious, cell: ({ conversionFromPrevious }) => part(conversionFromPrevious) },
    { head: t.fromFirst, cell: ({ conversionFromFirst }) => part(conversionFromFirst) },
    { head: t.immature, cell: ({ immature }) => (immature === null ? '–' : whole(immature)) },
  ];
  return (
    <DataTable
      caption={t.caption}
      rows={funnel.steps}
      keyOf={({ code }) => code}
      first={{ head: t.step, cell: ({ label }) => label }}
      columns={[
        {
          head: t.count,
          cell: ({ code, count }) => (
            <Behind of={{ of: 'funnel', code }} count={count}>
              {whole(count)}
            </Behind>
          ),
        },
        ...(hasConversions ? conversions : []),
      ]}
    />
  );
}

const words = texts(
  {
    caption: '漏斗各步骤的数量与转化率',
    step: '步骤',
    count: '数量',
    fromPrevious: '较上一步',
    fromFirst: '较第一步',
    immature: '未满期',
  },
  {
    caption: 'The steps of the funnel, their numbers and conversions',
    step: 'Step',
    count: 'Number',
    fromPrevious: 'Of the step before',
    fromFirst: 'Of the first step',
    immature: 'Young',
  },
);
