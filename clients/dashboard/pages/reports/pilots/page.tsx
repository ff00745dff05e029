import { useSearchParams } from 'wouter';
import { useAsk } from '../../../connection/use-ask.js';
import { isAtLeast, useViewer } from '../../../connection/viewer.js';
import { PilotListDocument, type PilotListQuery } from '../../../generated/operations.js';
import { useDay } from '../../../language/moments.js';
import { texts, useTexts } from '../../../language/texts.js';
import { Empty, Shown } from '../../../ui/states.js';
import { ReportPage } from '../report-page.js';
import { Comparison } from './comparison.js';
import { FinishPilot } from './finish-pilot.js';
import { TwoTeams } from './two-teams.js';

/** What came of trying something out, and of any two teams. */
export default function PilotsPage() {
  const t = useTexts(words);
  const { role } = useViewer();
  return (
    <ReportPage title={t.title}>
      {isAtLeast(role, 'MANAGER') && <Pilots />}
      <TwoTeams />
    </ReportPage>
  );
}

function Pilots() {
  const t = useTexts(words);
  const asked = useAsk(PilotListDocument, {});
  return (
    <section className="stack">
      <h2>{t.pilots}</h2>
      <Shown asked={asked}>
        {({ pilots }) =>
          pilots.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            pilots.map((pilot) => <Pilot key={pilot.id} pilot={pilot} onFinished={asked.refresh} />)
          )
        }
      </Shown>
    </section>
  );
}

interface PilotProps {
  readonly pilot: PilotListQuery['pilots'][number];
  readonly onFinished: () => unknown;
}

function Pilot({ pilot, onFinished }: PilotProps) {
  const t = useTexts(words);
  const day = useDay();
  const [params] = useSearchParams();
  const { team, controlTeam, playbook, from, to, endedAt, status, comparison, unmigrated } = pilot;
  return (
    <article className="card stack">
      <div className="row spread">
        <h3>{t.of(team.name, controlTeam.name)}</h3>
        <span className="tag accent">{t[status]}</span>
      </div>
      <p className="soft small">{t.what(`${playbook.key} v${playbook.version}`, day(from), day(endedAt ?? to))}</p>
      <Comparison
        comparison={comparison}
        names={{ a: team.name, b: controlTeam.name }}
        window={{ from, to: endedAt ?? to, a: team.id, b: controlTeam.id }}
        params={params}
      />
      {unmigrated > 0 && <p className="small">{t.unmigrated(unmigrated)}</p>}
      <FinishPilot pilotId={pilot.id} status={status} team={team.name} onFinished={onFinished} />
    </article>
  );
}

const words = texts(
  {
    title: '试点对比',
    pilots: '试点',
    none: '还没有试点。可以在一版状态标准的页面上开始。',
    of: (a: string, b: string) => `${a} 对比 ${b}`,
    what: (playbook: string, from: string, to: string) => `状态标准 ${playbook}，${from} 至 ${to}`,
    unmigrated: (n: number) => `${n} 个客户的状态在另一版里没有，保持了原来的版本。`,
    PLANNED: '未开始',
    RUNNING: '进行中',
    ENDED: '已结束',
    ROLLED_BACK: '已回退',
  },
  {
    title: 'Pilots',
    pilots: 'Pilots',
    none: 'There has been no pilot so far. Begin one on the page of a playbook’s version.',
    of: (a: string, b: string) => `${a} against ${b}`,
    what: (playbook: string, from: string, to: string) => `Playbook ${playbook}, ${from} to ${to}`,
    unmigrated: (n: number) => `${n} customers kept their version, as the other has nothing for their stage.`,
    PLANNED: 'Planned',
    RUNNING: 'Running',
    ENDED: 'Ended',
    ROLLED_BACK: 'Rolled back',
  },
);
