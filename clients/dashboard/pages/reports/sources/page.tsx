import { useAsk } from '../../../connection/use-ask.js';
import { SourceReportsDocument } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { FilterBar } from '../filter-bar.js';
import { useFilters } from '../filters.js';
import { ReportPage } from '../report-page.js';
import { useLive } from '../use-live.js';
import { ChannelTable } from './channel-table.js';
import { ReasonTable } from './reason-table.js';

/** Where leads came from and what came of them; why deals were won and lost. */
export default function SourcesPage() {
  const t = useTexts(words);
  const { input } = useFilters();
  const asked = useAsk(SourceReportsDocument, { input });
  useLive(input, ['CHANNELS', 'REASONS'], { head: asked.data?.head, refresh: asked.refresh });
  return (
    <ReportPage title={t.title} asOf={asked.data?.channelReport.asOf} filters={<FilterBar />}>
      <Shown asked={asked}>
        {({ channelReport, reasonReport }) => (
          <>
            <section className="card stack">
              <h2>{t.channels}</h2>
              {channelReport.rows.length === 0 ? (
                <Empty>{t.noLeads}</Empty>
              ) : (
                <ChannelTable rows={channelReport.rows} />
              )}
            </section>
            <section className="card stack">
              <h2>{t.reasons}</h2>
              {reasonReport.rows.length === 0 ? <Empty>{t.noEnds}</Empty> : <ReasonTable rows={reasonReport.rows} />}
            </section>
          </>
        )}
      </Shown>
    </ReportPage>
  );
}

const words = texts(
  {
    title: '渠道与原因',
    channels: '渠道',
    reasons: '成交与流失的原因',
    noLeads: '这段时间没有线索。',
    noEnds: '这段时间没有成交或流失。',
  },
  {
    title: 'Channels and reasons',
    channels: 'Channels',
    reasons: 'Why deals were won and lost',
    noLeads: 'There were no leads within this window.',
    noEnds: 'Nothing was won or lost within this window.',
  },
);
