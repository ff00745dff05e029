import { useLocation } from 'wouter';
import { useAct } from '../../../connection/use-act.js';
import { PublishDraftDocument } from '../../../generated/operations.js';
import { useTexts } from '../../../language/texts.js';
import { recordOf, textOf } from '../../../rules/definition.js';
import { useToasts } from '../../../ui/toasts.js';
import { useDrafts, type Draft } from '../drafts.js';
import { draftWords } from './words.js';

interface Props {
  readonly draft: Draft;
  /** It was checked as it is, and has no errors. */
  readonly isReady: boolean;
}

export function Publish({ draft: { id, definition }, isReady }: Props) {
  const t = useTexts(draftWords);
  const drafts = useDrafts();
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const [publish, isBusy] = useAct(PublishDraftDocument);
  const submit = async () => {
    if (!confirm(t.surePublish(textOf(recordOf(definition)['key'])))) return;
    const done = await publish({ input: { definition } });
    if (!done?.playbook) return;
    drafts.forget(id);
    toasts.show({ tone: 'good', text: t.published(done.playbook.version) });
    navigate(`/playbooks/${done.playbook.id}`);
  };
  return (
    <section className="card stack tight" aria-labelledby="publish">
      <h2 id="publish">{t.publish}</h2>
      <p className="soft small">{t.publishWhat}</p>
      {!isReady && <p className="small warning">{t.notReady}</p>}
      <div>
        <button type="button" className="primary" disabled={!isReady || isBusy} onClick={() => void submit()}>
          {isBusy ? t.publishing : t.publish}
        </button>
      </div>
    </section>
  );
}
