import { useState } from 'react';
import { useAsk } from '../../../connection/use-ask.js';
import { useStream } from '../../../connection/use-stream.js';
import { FunnelLiveDocument, FunnelReportDocument, type FunnelMode } from '../../../generated/operations.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Shown } from '../../../ui/states.js';
import { FilterBar } from '../filter-bar.js';
import { useFunnelChoice } from './choice.js';
import { FunnelPicture } from './picture.js';
import { FunnelTable, type FunnelAnswer } from './table.js';
import { ReportPage } from '../report-page.js';

/** From leads to sales, step by step, and as it changes. */
export default function FunnelPage() {
  const t = useTexts(words);
  const { input, mode, isGrouped, choose } = useFunnelChoice();
  const key = JSON.stringify(input);
  const asked = useAsk(FunnelReportDocument, { input });
  const [live, setLive] = useState<{ readonly key: string; readonly funnel: FunnelAnswer } | null>(null);
  useStream(
    FunnelLiveDocument,
    { input },
    {
      next: ({ funnelChanged }) => setLive({ key, funnel: funnelChanged }),
      missed: () => void asked.refresh(),
    },
  );
  const funnel = latest(live?.key === key ? live.funnel : undefined, asked.data?.funnel);
  return (
    <ReportPage
      title={t.title}
      asOf={funnel?.asOf}
      filters={
        <FilterBar>
          <label>
            {t.mode}
            <select value={mode} onChange={({ target }) => choose({ mode: target.value })}>
              {MODES.map((one) => (
                <option key={one} value={one}>
                  {t[one]}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t.steps}
            <select value={isGrouped ? 'groups' : ''} onChange={({ target }) => choose({ steps: target.value })}>
              <option value="">{t.stages}</option>
              <option value="groups">{t.groups}</option>
            </select>
          </label>
        </FilterBar>
      }
    >
      <Shown asked={{ ...asked, data: funnel }}>
        {(shown) => (
          <>
            <section className="card">
              <FunnelPicture funnel={shown} />
            </section>
            <section className="card stack">
              <FunnelTable funnel={shown} hasConversions={mode !== 'SNAPSHOT'} />
              <p className="numbers-note">{t[`${mode}_NOTE`]}</p>
            </section>
          </>
        )}
      </Shown>
    </ReportPage>
  );
}

const MODES: readonly FunnelMode[] = ['COHORT', 'SNAPSHOT', 'PERIOD_FLOW'];

/** Whichever was read later. */
function latest(live: FunnelAnswer | undefined, asked: FunnelAnswer | undefined): FunnelAnswer | undefined {
  return live && (!asked || asked.asOf < live.asOf) ? live : asked;
}

const words = texts(
  {
    title: '销售漏斗',
    mode: '口径',
    COHORT: '同期群',
    SNAPSHOT: '当前存量',
    PERIOD_FLOW: '期间流转',
    steps: '步骤',
    stages: '按客户状态',
    groups: '五步',
    COHORT_NOTE: '期间内首次进入某一步的客户，以及其中到达后续步骤的比例。“未满期”是还不足 90 天的客户。',
    SNAPSHOT_NOTE: '此刻各步骤中的客户数；存量没有转化率。',
    PERIOD_FLOW_NOTE: '期间内在某一步或进入某一步的客户，以及向前推进的次数。',
  },
  {
    title: 'Sales funnel',
    mode: 'Counted as',
    COHORT: 'Cohort',
    SNAPSHOT: 'Standing now',
    PERIOD_FLOW: 'Flow of the window',
    steps: 'Steps',
    stages: 'By stage',
    groups: 'Five steps',
    COHORT_NOTE:
      'Who came to a step for the first time within the window, and the share of them who came further. “Young” are those with less than 90 days so far.',
    SNAPSHOT_NOTE: 'Who stands in each step now; there is no conversion of that.',
    PERIOD_FLOW_NOTE: 'Who was in a step or came to it within the window, and how many moves led forward.',
  },
);
