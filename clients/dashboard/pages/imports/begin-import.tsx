import { useState } from 'react';
import { useAct } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { BeginImportDocument, SourceListDocument, type ImportKind } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Field, Form, said, saidOrNull } from '../../ui/form.js';
import { Uploading } from '../../ui/uploading.js';
import { useUpload } from '../../ui/use-upload.js';
import { importWords, KINDS } from './words.js';

/** A table, what its rows become, and where they come from. */
export function BeginImport({ onBegun }: { readonly onBegun: () => unknown }) {
  const t = useTexts(importWords);
  const [kind, setKind] = useState<ImportKind>('LEADS');
  const [begin, isBeginning] = useAct(BeginImportDocument);
  const { upload, sent, cancel } = useUpload();
  const { data } = useAsk(SourceListDocument, {});
  const sources = data?.sources.filter(({ active }) => active) ?? [];
  return (
    <section className="card stack">
      <h2>{t.newImport}</h2>
      <Form
        submit={t.begin}
        isBusy={isBeginning || sent !== null}
        onGiven={async (given, places) => {
          const fileId = await upload(given.get('fileId') as File, places);
          if (!fileId) return null;
          const input = {
            fileId,
            kind,
            sourceId: saidOrNull(given, 'sourceId'),
            dryRun: said(given, 'dryRun') === 'on',
          };
          const begun = await begin({ input }, places);
          if (begun) onBegun();
          return begun;
        }}
      >
        <Field name="fileId" label={t.file} hint={t.fileHint}>
          {(field) => <input {...field} type="file" accept=".csv,.xlsx" required />}
        </Field>
        <div className="pair">
          <Field name="kind" label={t.kind}>
            {(field) => (
              <select {...field} value={kind} onChange={({ target }) => setKind(target.value as ImportKind)}>
                {KINDS.map((one) => (
                  <option key={one} value={one}>
                    {t[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field name="sourceId" label={t.source} hint={sources.length === 0 ? t.noSource : undefined}>
            {(field) => (
              <select {...field} required={kind === 'LEADS'}>
                <option value="">{t.choose}</option>
                {sources.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <label className="check">
          <input type="checkbox" name="dryRun" />
          {t.dryRun}
        </label>
        <details>
          <summary className="small">{t.columns}</summary>
          <p className="small soft">{kind === 'LEADS' ? t.leadColumns : t.customerColumns}</p>
        </details>
        {sent !== null && <Uploading sent={sent} onCancel={cancel} />}
      </Form>
    </section>
  );
}
