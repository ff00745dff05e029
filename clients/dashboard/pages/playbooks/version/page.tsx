import { useLocation, useParams } from 'wouter';
import { useAsk } from '../../../connection/use-ask.js';
import {
  PlaybookVersionDocument,
  type PlaybookNamedFragment,
  type PlaybookVersionQuery,
} from '../../../generated/operations.js';
import { useDay } from '../../../language/moments.js';
import { useLocale, useTexts } from '../../../language/texts.js';
import { useSpan } from '../../../rules/use-span.js';
import { Folded } from '../../../ui/folded.js';
import { NotFound, Shown } from '../../../ui/states.js';
import { DataTable } from '../../../ui/data-table.js';
import { Diagram } from '../diagram.js';
import { draftHref, useDrafts } from '../drafts.js';
import '../playbooks.css';
import { stagesIn, type StageRead } from '../stages.js';
import { playbookWords } from '../words.js';
import { Bind } from './bind.js';
import { MoveOver } from './move-over.js';
import { StartPilot } from './start-pilot.js';

/** One published version: it never changes, so a change begins as a draft of it. */
export default function VersionPage() {
  const { id = '' } = useParams();
  const asked = useAsk(PlaybookVersionDocument, { id });
  return (
    <Shown asked={asked}>
      {({ node, teams }) =>
        node?.__typename === 'Playbook' ? (
          <Version playbook={node} teams={teams} onBound={asked.refresh} />
        ) : (
          <NotFound />
        )
      }
    </Shown>
  );
}

interface Props {
  readonly playbook: Extract<PlaybookVersionQuery['node'], PlaybookNamedFragment>;
  readonly teams: PlaybookVersionQuery['teams'];
  readonly onBound: () => unknown;
}

function Version({ playbook, teams, onBound }: Props) {
  const t = useTexts(playbookWords);
  const day = useDay();
  const drafts = useDrafts();
  const locale = useLocale();
  const [, navigate] = useLocation();
  const { id, label, version, publishedAt, definition } = playbook;
  const name = `${label} · ${t.version(version)}`;
  const stages = stagesIn(definition, locale);
  const followers = teams.filter((team) => team.playbook.id === id).map((team) => team.name);
  return (
    <div className="stack">
      <div className="row spread">
        <h1>{name}</h1>
        <button
          type="button"
          className="primary"
          onClick={() => navigate(draftHref(drafts.begin({ name, playbookId: id, definition })))}
        >
          {t.begin}
        </button>
      </div>
      <p className="soft small">
        {publishedAt && t.published(day(publishedAt))} ·{' '}
        {followers.length > 0 ? t.followedBy(followers.join(' · ')) : t.followedByNobody}
      </p>
      <section className="card">
        <Folded label={t.bind}>
          {(fold) => <Bind playbookId={id} name={name} teams={teams} onBound={() => (fold(), onBound())} />}
        </Folded>
        <Folded label={t.moveOver}>{() => <MoveOver playbookId={id} stages={stages} teams={teams} />}</Folded>
        <Folded label={t.pilot}>{() => <StartPilot playbookId={id} teams={teams} />}</Folded>
      </section>
      <div className="playbook-columns">
        <section className="card">
          <StageTable stages={stages} />
        </section>
        <Diagram stages={stages} />
      </div>
    </div>
  );
}

function StageTable({ stages }: { readonly stages: readonly StageRead[] }) {
  const t = useTexts(playbookWords);
  const span = useSpan();
  const nameOf = (code: string) => stages.find((stage) => stage.code === code)?.name ?? code;
  return (
    <DataTable
      caption={t.stages}
      rows={stages}
      keyOf={({ path }) => path}
      first={{ head: t.name, cell: ({ name }) => name }}
      columns={[
        { head: t.standard, cell: ({ standard }) => standard, isText: true },
        {
          head: t.next,
          cell: ({ nextAction }) => (nextAction ? nextAction.purpose + t.within(span(nextAction.dueIn)) : t.nothing),
          isText: true,
        },
        { head: t.goesTo, cell: ({ mayGoTo }) => mayGoTo.map(nameOf).join(' · ') || t.nothing, isText: true },
      ]}
    />
  );
}
