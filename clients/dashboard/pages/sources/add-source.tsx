import { useAct } from '../../connection/use-act.js';
import { AddSourceDocument } from '../../generated/operations.js';
import { USUAL_CHANNELS, useChannels } from '../../language/channels.js';
import { useTexts } from '../../language/texts.js';
import { Field, Form, said } from '../../ui/form.js';
import { useKeepKey } from './use-keep-key.js';
import { sourceWords } from './words.js';

export function AddSource({ onAdded }: { readonly onAdded: () => unknown }) {
  const t = useTexts(sourceWords);
  const channelName = useChannels();
  const keepKey = useKeepKey();
  const [add, isBusy] = useAct(AddSourceDocument);
  return (
    <details className="card">
      <summary>{t.add}</summary>
      <Form
        submit={t.add}
        isBusy={isBusy}
        onGiven={async (given, places) => {
          const input = {
            name: said(given, 'name'),
            channel: said(given, 'channel'),
            allowedOrigins: linesOf(said(given, 'allowedOrigins')),
          };
          const added = await add({ input }, places);
          if (!added) return null;
          keepKey(added);
          onAdded();
          return added;
        }}
      >
        <Field name="name" label={t.name}>
          {(field) => <input {...field} required maxLength={100} />}
        </Field>
        <Field name="channel" label={t.channel}>
          {(field) => (
            <>
              <input {...field} required maxLength={100} defaultValue="WEBSITE" list="usual-channels" />
              <datalist id="usual-channels">
                {USUAL_CHANNELS.map((code) => (
                  <option key={code} value={code}>
                    {channelName(code)}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field name="allowedOrigins" label={t.origins}>
          {(field) => <textarea {...field} rows={2} placeholder="https://www.example.com" />}
        </Field>
      </Form>
    </details>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
