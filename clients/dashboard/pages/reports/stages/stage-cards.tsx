import type { StageNumber, StageReviewedFragment } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Behind } from '../behind-link.js';
import { DataTable, type Column } from '../../../ui/data-table.js';
import { useNumbers } from '../numbers.js';
import { stageNumbers } from './numbers.js';

interface Props {
  readonly stages: readonly StageReviewedFragment[];
  readonly month: string;
}

/** The numbers of each stage, and above them what was found. */
export function StageCards({ stages, month }: Props) {
  const found = stages.filter(({ findings }) => findings.length > 0);
  const t = useTexts(words);
  return (
    <>
      <section className="card stack">
        <h2>{t.findings}</h2>
        {found.length === 0 && <p className="soft">{t.nothing}</p>}
        {found.map(({ stage, findings }) => (
          <div key={stage.code} className="stack">
            <h3>{stage.label}</h3>
            {findings.map(({ code, message, suggestion }) => (
              <div key={code} className="finding">
                <p>{message}</p>
                {suggestion && <p className="small">{suggestion}</p>}
              </div>
            ))}
          </div>
        ))}
      </section>
      <section className="card">
        <StageTable stages={stages} month={month} />
      </section>
    </>
  );
}

function StageTable({ stages, month }: Props) {
  const t = useTexts(words);
  const name = useTexts(stageNumbers);
  const { whole, part, duration } = useNumbers();
  const counted = (
    number: StageNumber,
    count: (row: StageReviewedFragment) => number,
    shown = (row: StageReviewedFragment) => whole(count(row)),
    head = name[number],
  ): Column<StageReviewedFragment> => ({
    head,
    cell: (row) => (
      <Behind of={{ of: 'stage', month, code: row.stage.code, number }} count={count(row)}>
        {shown(row)}
      </Behind>
    ),
  });
  return (
    <DataTable
      caption={t.caption}
      rows={stages}
      keyOf={({ stage }) => stage.code}
      first={{ head: t.stage, cell: ({ stage }) => stage.label }}
      columns={[
        counted('ENTERED', ({ entered }) => entered),
        counted('LEFT', ({ left }) => left),
        counted(
          'FORWARD',
          ({ forward }) => forward.numerator,
          ({ forward }) => part(forward),
        ),
        counted(
          'LEFT',
          ({ dwell }) => dwell.count,
          ({ dwell }) => duration(dwell.median),
          t.dwell,
        ),
        counted('OPEN', ({ open }) => open),
        counted('REFUSED', ({ refused }) => refused),
      ]}
    />
  );
}

const words = texts(
  {
    findings: '值得关注',
    nothing: '这个月没有异常。',
    caption: '各阶段的数量',
    stage: '阶段',
    dwell: '停留（中位）',
  },
  {
    findings: 'Worth a look',
    nothing: 'Nothing stands out in this month.',
    caption: 'The numbers of each stage',
    stage: 'Stage',
    dwell: 'Stay (median)',
  },
);
