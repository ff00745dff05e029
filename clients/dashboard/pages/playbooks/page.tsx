import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useAsk } from '../../connection/use-ask.js';
import { PlaybookListDocument, type FollowingFragment, type PlaybookListQuery } from '../../generated/operations.js';
import { useDay, useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Empty, Shown } from '../../ui/states.js';
import { draftHref, useDrafts, type Draft } from './drafts.js';
import { playbookWords } from './words.js';

/** Every version of every playbook, who follows it, and what is being written. */
export default function PlaybooksPage() {
  const t = useTexts(playbookWords);
  const { playbooks: title } = useTexts(names);
  const asked = useAsk(PlaybookListDocument, {});
  return (
    <div className="stack">
      <h1>{title}</h1>
      <p className="soft">{t.intro}</p>
      <Drafts />
      <Shown asked={asked}>
        {({ playbooks, teams, playbookTemplates }) => (
          <>
            {playbooks.length === 0 && <Empty>{t.none}</Empty>}
            {[...new Set(playbooks.map(({ key }) => key))].map((key) => (
              <Versions key={key} versions={playbooks.filter((one) => one.key === key)} teams={teams} />
            ))}
            <Templates templates={playbookTemplates} />
          </>
        )}
      </Shown>
    </div>
  );
}

function Drafts() {
  const t = useTexts(playbookWords);
  const { ago } = useMoments();
  const drafts = useDrafts();
  const [all, setAll] = useState(drafts.all);
  const discard = ({ id }: Draft) => {
    if (!confirm(t.sureDiscard)) return;
    drafts.forget(id);
    setAll(drafts.all());
  };
  if (all.length === 0) return null;
  return (
    <section className="card stack tight" aria-labelledby="drafts">
      <h2 id="drafts">{t.drafts}</h2>
      <p className="soft small">{t.draftsWhat}</p>
      <ul className="stack tight">
        {all.map((draft) => (
          <li key={draft.id} className="row spread inset">
            <span>
              {t.draftOf(draft.from.name)} <span className="soft small">{t.changed(ago(draft.changedAt))}</span>
            </span>
            <span className="row">
              <Link href={draftHref(draft)} className="button">
                {t.goOn}
              </Link>
              <button type="button" onClick={() => discard(draft)}>
                {t.discard}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface VersionsProps {
  readonly versions: PlaybookListQuery['playbooks'];
  readonly teams: readonly FollowingFragment[];
}

function Versions({ versions, teams }: VersionsProps) {
  const t = useTexts(playbookWords);
  const day = useDay();
  const [newest] = versions;
  return (
    <section className="card stack tight">
      <h2>
        {newest!.label} <span className="soft small">{newest!.key}</span>
      </h2>
      <ul className="stack tight">
        {versions.map(({ id, label, version, publishedAt }) => {
          const followers = teams.filter(({ playbook }) => playbook.id === id).map(({ name }) => name);
          return (
            <li key={id} className="row spread inset">
              <span>
                <Link href={`/playbooks/${id}`} aria-label={`${label} · ${t.version(version)}`}>
                  {t.version(version)}
                </Link>{' '}
                <span className="soft small">{publishedAt && t.published(day(publishedAt))}</span>
              </span>
              <span className={followers.length > 0 ? 'tag accent' : 'tag'}>
                {followers.length > 0 ? t.followedBy(followers.join(' · ')) : t.followedByNobody}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Templates({ templates }: { readonly templates: PlaybookListQuery['playbookTemplates'] }) {
  const t = useTexts(playbookWords);
  const drafts = useDrafts();
  const [, navigate] = useLocation();
  return (
    <section className="card stack tight" aria-labelledby="templates">
      <h2 id="templates">{t.templates}</h2>
      <p className="soft small">{t.templatesWhat}</p>
      <div className="row">
        {templates.map(({ key, label, definition }) => (
          <button
            key={key}
            type="button"
            aria-label={t.beginFrom(label)}
            onClick={() => navigate(draftHref(drafts.begin({ name: label, playbookId: null, definition })))}
          >
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
