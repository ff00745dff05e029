import { useState } from 'react';
import { sdk } from '../../connection/connection.js';
import { useAct } from '../../connection/use-act.js';
import { useStream } from '../../connection/use-stream.js';
import { useViewer } from '../../connection/viewer.js';
import {
  BeginImportDocument,
  ImportErrorsDocument,
  ImportProgressDocument,
  StopImportDocument,
  TakeImportBackDocument,
  type ImportShownFragment,
} from '../../generated/operations.js';
import { useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { Folded } from '../../ui/folded.js';
import { Progress } from '../../ui/progress.js';
import { useToasts } from '../../ui/toasts.js';
import { Columns } from './columns.js';
import { importWords } from './words.js';

interface Props {
  readonly run: ImportShownFragment;
  readonly onChanged: () => unknown;
}

/** One import: while it works, as it goes on. */
export function ImportRow({ run, onChanged }: Props) {
  const t = useTexts(importWords);
  const { moment } = useMoments();
  const [now, setNow] = useState(run);
  const { id, status, file, source, kind, dryRun, startedBy, startedAt, total, done, error, columns } = now;
  const works = isAtWork(now);
  const mayBegin = useMayBegin(now);
  useStream(ImportProgressDocument, works ? { importId: id } : undefined, {
    next: ({ importChanged }) => {
      setNow(importChanged);
      if (!isAtWork(importChanged)) void onChanged();
    },
    missed: () => void onChanged(),
  });
  const about = [t[kind], source?.name, startedBy?.name, moment(startedAt)].filter(Boolean).join(' · ');
  return (
    <article className="card stack tight" aria-label={file?.name ?? about}>
      <div className="row spread">
        <strong className="item-title">{file?.name ?? t.fileGone}</strong>
        <span className={`tag ${TONES[status]}`}>{works && status === 'REVERTED' ? t.reverting : t[status]}</span>
      </div>
      <p className="soft small">{about}</p>
      {dryRun && <p className="small">{t.onlyTried}</p>}
      {works && <Progress label={t.through(done, total)} done={done} total={total} />}
      {done > 0 && <Counts run={now} />}
      {error && <p className="problem">{error}</p>}
      {mayBegin && (dryRun || status === 'FAILED') && columns && (
        <Folded label={t.columnsOf(columns.filter(({ field }) => field !== null).length, columns.length)}>
          {() => <Columns run={now} onBegun={onChanged} />}
        </Folded>
      )}
      <Actions run={now} onChanged={onChanged} />
    </article>
  );
}

function Counts({ run: { created, duplicates, failed, kept, dryRun } }: { readonly run: ImportShownFragment }) {
  const t = useTexts(importWords);
  return (
    <ul className="row small">
      <li>{dryRun ? t.wouldCreate(created) : t.created(created)}</li>
      <li>{t.duplicates(duplicates)}</li>
      <li className={failed > 0 ? 'problem' : ''}>{t.failed(failed)}</li>
      {kept !== null && kept > 0 && <li>{t.kept(kept)}</li>}
    </ul>
  );
}

function Actions({ run, onChanged }: Props) {
  const t = useTexts(importWords);
  const toasts = useToasts();
  const mayBegin = useMayBegin(run);
  const [stop, isStopping] = useAct(StopImportDocument);
  const [takeBack, isTakingBack] = useAct(TakeImportBackDocument);
  const [begin, isBeginning] = useAct(BeginImportDocument);
  const { id, status, kind, dryRun, file, source, mapping, created, failed, kept } = run;
  const works = isAtWork(run);
  const after = async (done: Promise<unknown>) => {
    if (await done) await onChanged();
  };
  const inEarnest = () => begin({ input: { fileId: file!.id, kind, sourceId: source?.id ?? null, mapping } });
  // The link holds for minutes only, and the page may have been open for hours.
  const download = async () => {
    const answer = await sdk.request(ImportErrorsDocument, { id }).catch((cause: unknown) => toasts.failed(cause));
    if (answer?.import?.errorsUrl) location.assign(answer.import.errorsUrl);
  };
  return (
    <div className="row">
      {works && status !== 'REVERTED' && (
        <button type="button" disabled={isStopping} onClick={() => void after(stop({ input: { importId: id } }))}>
          {t.stop}
        </button>
      )}
      {mayBegin && dryRun && status === 'DONE' && created > 0 && (
        <button type="button" className="primary" disabled={isBeginning} onClick={() => void after(inEarnest())}>
          {t.inEarnest}
        </button>
      )}
      {!works && failed + (kept ?? 0) > 0 && (
        <button type="button" onClick={() => void download()}>
          {t.download}
        </button>
      )}
      {!works && !dryRun && status !== 'REVERTED' && created > 0 && (
        <button
          type="button"
          disabled={isTakingBack}
          onClick={() => confirm(t.sure(created)) && void after(takeBack({ input: { importId: id } }))}
        >
          {t.takeBack}
        </button>
      )}
    </div>
  );
}

/** Only of one's own file an import can begin. */
function useMayBegin(run: ImportShownFragment): boolean {
  const { id } = useViewer();
  return run.file !== null && run.startedBy?.id === id && !isAtWork(run);
}

/** It waits, is read, or is taken back: it goes on by itself. */
const isAtWork = ({ status, finishedAt }: ImportShownFragment): boolean =>
  finishedAt === null && (status === 'QUEUED' || status === 'RUNNING' || status === 'REVERTED');

const TONES: Readonly<Record<ImportShownFragment['status'], string>> = {
  QUEUED: '',
  RUNNING: 'accent',
  DONE: 'good',
  FAILED: 'bad',
  CANCELLED: 'warn',
  REVERTED: 'warn',
};
