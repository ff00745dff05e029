import { useAsk } from '../../../connection/use-ask.js';
import { NeglectDocument, RhythmDocument } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { FilterBar } from '../filter-bar.js';
import { useFilters } from '../filters.js';
import { ReportPage } from '../report-page.js';
import { useLive } from '../use-live.js';
import { NeglectMap } from './neglect-map.js';
import { RhythmMap } from './rhythm-map.js';

/** When people are in touch, and with whom they have not been for how long. */
export default function RhythmPage() {
  const t = useTexts(words);
  const { input } = useFilters();
  const rhythm = useAsk(RhythmDocument, { input });
  const neglect = useAsk(NeglectDocument, { input });
  useLive(input, ['FOLLOW_UP_HEATMAP'], { head: rhythm.data?.head, refresh: rhythm.refresh });
  useLive(input, ['NEGLECT_HEATMAP'], { head: neglect.data?.head, refresh: neglect.refresh });
  return (
    <ReportPage title={t.title} asOf={rhythm.data?.followUpHeatmap.asOf} filters={<FilterBar />}>
      <section className="card stack">
        <h2>{t.rhythm}</h2>
        <Shown asked={rhythm}>
          {({ followUpHeatmap: { cells } }) =>
            cells.length === 0 ? <Empty>{t.nothing}</Empty> : <RhythmMap cells={cells} />
          }
        </Shown>
      </section>
      <section className="card stack">
        <h2>{t.neglect}</h2>
        <Shown asked={neglect}>
          {({ neglectHeatmap: { cells } }) =>
            cells.length === 0 ? <Empty>{t.nobody}</Empty> : <NeglectMap cells={cells} />
          }
        </Shown>
      </section>
    </ReportPage>
  );
}

const words = texts(
  {
    title: '跟进热力图',
    rhythm: '跟进时段（星期 × 小时）',
    neglect: '多久没有跟进（人员 × 天数）',
    nothing: '这段时间没有有效跟进。',
    nobody: '没有在手的客户。',
  },
  {
    title: 'Heat maps',
    rhythm: 'When people follow up (weekday × hour)',
    neglect: 'How long nobody followed up (person × days)',
    nothing: 'No follow-up counts within this window.',
    nobody: 'Nobody has a customer.',
  },
);
