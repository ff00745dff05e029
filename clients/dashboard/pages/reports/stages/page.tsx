import { useAsk } from '../../../connection/use-ask.js';
import { useTimeZone } from '../../../connection/viewer.js';
import { StageReportDocument } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Shown } from '../../../ui/states.js';
import { FilterBar } from '../filter-bar.js';
import { useFilters } from '../filters.js';
import { ReportPage } from '../report-page.js';
import { monthIn, MonthFilter, windowOf } from './months.js';
import { StageCards } from './stage-cards.js';
import { useLive } from '../use-live.js';

/** How each stage did within a month, and what deserves a look. */
export default function StagesPage() {
  const t = useTexts(words);
  const { filters, params } = useFilters();
  const timeZone = useTimeZone();
  const month = monthIn(params, timeZone);
  const { teamId } = filters;
  const asked = useAsk(StageReportDocument, { month, teamId });
  useLive({ ...windowOf(month, timeZone), ...(teamId && { teamIds: [teamId] }) }, ['FUNNEL'], {
    head: asked.data?.head,
    refresh: asked.refresh,
  });
  return (
    <ReportPage
      title={t.title}
      asOf={asked.data?.stageReview.asOf}
      filters={
        <FilterBar hasWindow={false} hasPerson={false}>
          <MonthFilter />
        </FilterBar>
      }
    >
      <Shown asked={asked}>{({ stageReview: { stages } }) => <StageCards stages={stages} month={month} />}</Shown>
    </ReportPage>
  );
}

const words = texts({ title: '阶段复盘' }, { title: 'Stage review' });
