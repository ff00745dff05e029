import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Link, useLocation, useParams } from 'wouter';
import { useLocale, useTexts } from '../../../language/texts.js';
import { CheckState } from '../../../rules/check-state.js';
import { recordOf, textOf } from '../../../rules/definition.js';
import { EditingContext } from '../../../rules/editing.js';
import { ProblemList } from '../../../rules/problems.js';
import { showPlace } from '../../../rules/show-place.js';
import { useCheck } from '../../../rules/use-check.js';
import { Empty } from '../../../ui/states.js';
import { Diagram } from '../diagram.js';
import { useDrafts, type Draft } from '../drafts.js';
import '../playbooks.css';
import { stagesIn, wordOf } from '../stages.js';
import { playbookWords } from '../words.js';
import { checkDraft } from './check-draft.js';
import { OtherParts } from './other-parts.js';
import { Publish } from './publish.js';
import { stageOf } from './seek.js';
import { StageTable } from './stage-table.js';
import { Timetable } from './timetable.js';
import { TryOut } from './try-out.js';
import { useDraft } from './use-draft.js';
import { draftWords } from './words.js';

/** A playbook in the making: edited, checked as it is typed, tried out, published. */
export default function DraftPage() {
  const { id = '' } = useParams();
  const t = useTexts(playbookWords);
  const drafts = useDrafts();
  const [begun] = useState(() => drafts.read(id));
  return begun ? (
    <DraftEditor begun={begun} />
  ) : (
    <Empty>
      <p>{t.noDraft}</p>
      <Link href="/playbooks" className="button">
        {t.toList}
      </Link>
    </Empty>
  );
}

function DraftEditor({ begun }: { readonly begun: Draft }) {
  const t = useTexts(draftWords);
  const locale = useLocale();
  const { draft, change } = useDraft(begun);
  const { definition, from } = draft;
  const checking = useCheck(definition, checkDraft);
  const { check, isCurrent } = checking;
  const [open, setOpen] = useState<string | null>(null);
  const problems = check?.problems ?? [];
  const { label, key } = recordOf(definition);
  const seek = (path: string) => {
    const stage = stageOf(path);
    if (stage) flushSync(() => setOpen(stage));
    showPlace(path);
  };
  return (
    <EditingContext value={{ definition, change, problems }}>
      <div className="stack">
        <h1>{t.title(wordOf(label, locale) || textOf(key))}</h1>
        <p className="soft small">{t.keptHere(from.name)}</p>
        <CheckState checking={checking} />
        <ProblemList problems={problems} onSeek={seek} />
        <div className="playbook-columns">
          <StageTable open={open} onOpen={setOpen} onSeek={seek} />
          <Diagram stages={stagesIn(definition, locale)} chosen={open} />
        </div>
        <OtherParts />
        <Timetable rows={check?.timetable ?? []} />
        <TryOut draft={draft} isReady={isCurrent && check?.valid === true} />
        <Publish draft={draft} isReady={isCurrent && check?.valid === true} />
        <Discard draft={draft} />
      </div>
    </EditingContext>
  );
}

function Discard({ draft }: { readonly draft: Draft }) {
  const t = useTexts(playbookWords);
  const [, navigate] = useLocation();
  const drafts = useDrafts();
  const discard = () => {
    if (!confirm(t.sureDiscard)) return;
    drafts.forget(draft.id);
    navigate('/playbooks');
  };
  return (
    <div>
      <button type="button" onClick={discard}>
        {t.discard}
      </button>
    </div>
  );
}
