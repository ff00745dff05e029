import { useAct } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { BeginImportDocument, OwnFieldsDocument, type ImportShownFragment } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Field, Fields, Form, saidOrNull } from '../../ui/form.js';
import { columnWords, FIELDS } from './column-words.js';
import { importWords } from './words.js';

interface Props {
  readonly run: ImportShownFragment;
  readonly onBegun: () => unknown;
}

/** Which column goes into which field, to be tried out anew. */
export function Columns({ run: { file, kind, source, columns }, onBegun }: Props) {
  const t = useTexts(importWords);
  const fields = useFields(kind);
  const [begin, isBusy] = useAct(BeginImportDocument);
  const headers = [...new Map(columns?.map(({ header, field }) => [header, field]))].filter(
    ([header]) => header !== '',
  );
  const mappingIn = (given: FormData) =>
    Object.fromEntries(headers.map(([header], index) => [header, saidOrNull(given, `column ${index}`)]));
  return (
    <Form
      submit={t.tryOut}
      isBusy={isBusy}
      onGiven={async (given, places) => {
        const input = { fileId: file!.id, kind, sourceId: source?.id ?? null, mapping: mappingIn(given), dryRun: true };
        if (await begin({ input }, places)) onBegun();
      }}
    >
      <Fields name="mapping" label={t.whichColumn}>
        <div className="pair">
          {headers.map(([header, field], index) => (
            <Field key={header} name={`column ${index}`} label={header}>
              {(input) => (
                <select {...input} defaultValue={field ?? ''}>
                  <option value="">{t.intoNone}</option>
                  {fields.map(({ value, text }) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          ))}
        </div>
      </Fields>
    </Form>
  );
}

/** What rows of a kind have, the organisation's own fields among it. */
function useFields(kind: ImportShownFragment['kind']) {
  const t = useTexts(columnWords);
  const { data } = useAsk(OwnFieldsDocument, {});
  const own = (data?.customFields ?? []).filter(
    ({ archived, on }) => !archived && (kind === 'CUSTOMERS' || on === 'LEAD'),
  );
  return [
    ...FIELDS[kind].map((value) => ({ value: value, text: t[value] })),
    ...own.map(({ code, label }) => ({ value: `customFields.${code}`, text: label })),
  ];
}
