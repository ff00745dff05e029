import type { SourceReportsQuery } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Behind } from '../behind-link.js';
import { DataTable } from '../../../ui/data-table.js';
import { useNumbers } from '../numbers.js';

type Row = SourceReportsQuery['reasonReport']['rows'][number];

export function ReasonTable({ rows }: { readonly rows: readonly Row[] }) {
  const t = useTexts(words);
  const { whole } = useNumbers();
  return (
    <DataTable
      caption={t.caption}
      rows={rows}
      keyOf={({ outcome, reason, stage, source, user }) =>
        JSON.stringify([outcome, reason, stage?.code, source?.id, user?.id])
      }
      first={{ head: t.reason, cell: ({ reasonLabel }) => reasonLabel ?? t.none }}
      columns={[
        {
          head: t.outcome,
          cell: ({ outcome }) => <span className={`tag ${outcome === 'WON' ? 'good' : 'bad'}`}>{t[outcome]}</span>,
          isText: true,
        },
        {
          head: t.count,
          cell: ({ outcome, reason, stage, source, user, count }) => (
            <Behind
              of={{
                of: 'reason',
                outcome,
                reason,
                stage: stage?.code ?? '',
                source: source?.id ?? '',
                by: user?.id ?? '',
              }}
              count={count}
            >
              {whole(count)}
            </Behind>
          ),
        },
        { head: t.stage, cell: ({ stage }) => stage?.label ?? '–' },
        { head: t.source, cell: ({ source }) => source?.name ?? '–' },
        { head: t.user, cell: ({ user }) => user?.name ?? '–' },
      ]}
    />
  );
}

const words = texts(
  {
    caption: '成交与流失的原因',
    reason: '原因',
    none: '未填写',
    outcome: '结果',
    WON: '成交',
    LOST: '流失',
    NEUTRAL: '结束',
    OPEN: '进行中',
    count: '数量',
    stage: '之前的状态',
    source: '来源',
    user: '人员',
  },
  {
    caption: 'Why deals were won and lost',
    reason: 'Reason',
    none: 'None given',
    outcome: 'Outcome',
    WON: 'Won',
    LOST: 'Lost',
    NEUTRAL: 'Ended',
    OPEN: 'Open',
    count: 'Number',
    stage: 'From stage',
    source: 'Source',
    user: 'Person',
  },
);
