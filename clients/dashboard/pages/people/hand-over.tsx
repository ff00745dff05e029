import { useEffect, useRef, useState } from 'react';
import { useAct, type ActOptions } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { useStream } from '../../connection/use-stream.js';
import {
  HandEverythingOverDocument,
  HandOverEndsDocument,
  HandOverNowDocument,
  type HandOverInput,
  type HandOverShownFragment,
  type HandOverStrategy,
} from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { Field, Form, saidOrNull } from '../../ui/form.js';
import { PersonPicker } from '../../ui/person-picker.js';
import { useToasts } from '../../ui/toasts.js';
import { peopleWords, STRATEGIES } from './words.js';

interface Props {
  readonly person: { readonly id: string; readonly name: string };
  readonly onClosed: () => void;
}

/** Everything that somebody has goes to others: counted first, done once that was agreed to. */
export function HandOver({ person: { id, name }, onClosed }: Props) {
  const t = useTexts(peopleWords);
  const toasts = useToasts();
  const [handOver, isBusy] = useAct(HandEverythingOverDocument);
  const [how, setHow] = useState<HandOverStrategy | ''>('LEAST_LOAD');
  const [run, setRun] = useState<HandOverShownFragment | null>(null);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const send = async (input: HandOverInput, places: ActOptions) => {
    const counted = (await handOver({ input: { ...input, dryRun: true } }, places))?.handOver;
    if (!counted) return;
    if (counted.leads + counted.customers + counted.followUps === 0) {
      toasts.show({ tone: 'good', text: t.nothingToHandOver(name) });
      onClosed();
    } else if (confirm(t.sureHandOver(name, counted))) {
      const done = await handOver({ input }, places);
      setRun(done?.handOver ?? null);
    }
  };
  return (
    <section className="card stack tight" ref={place} tabIndex={-1} aria-label={t.handOverOf(name)}>
      <div className="row spread">
        <h2>{t.handOverOf(name)}</h2>
        <button type="button" onClick={onClosed}>
          {t.close}
        </button>
      </div>
      {run ? (
        <Outcome begun={run} />
      ) : (
        <Form
          submit={t.handOver}
          isBusy={isBusy}
          onGiven={(given, places) =>
            send({ fromUserId: id, ...(how ? { strategy: how } : { toUserId: saidOrNull(given, 'toUserId') }) }, places)
          }
        >
          <Field name="strategy" label={t.how}>
            {(field) => (
              <select {...field} value={how} onChange={({ target }) => setHow(target.value as typeof how)}>
                {STRATEGIES.map((strategy) => (
                  <option key={strategy} value={strategy}>
                    {t[strategy]}
                  </option>
                ))}
                <option value="">{t.toOnePerson}</option>
              </select>
            )}
          </Field>
          {how === '' && <PersonPicker name="toUserId" label={t.toWhom} nobody={t.choose} isRequired />}
        </Form>
      )}
    </section>
  );
}

/** What has gone to others so far; more than a few hundred go on in the background. */
function Outcome({ begun }: { readonly begun: HandOverShownFragment }) {
  const t = useTexts(peopleWords);
  const { data, refresh } = useAsk(HandOverNowDocument, { id: begun.id });
  const run = (data?.node as HandOverShownFragment | null | undefined) ?? begun;
  const [after, setAfter] = useState<string | null>(null);
  if (data && after === null) setAfter(data.head);
  // From where it was read on, so that it may end at any moment without being missed.
  useStream(HandOverEndsDocument, run.finishedAt || after === null ? undefined : { after }, {
    next: () => void refresh(),
    missed: () => void refresh(),
  });
  return (
    <p role="status">
      {t.handedOver(run)} {!run.finishedAt && t.goesOn}
    </p>
  );
}
