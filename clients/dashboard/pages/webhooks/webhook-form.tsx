import { useState } from 'react';
import type { ActOptions } from '../../connection/use-act.js';
import type { EventType, WebhookShownFragment } from '../../generated/operations.js';
import { EVENT_GROUPS, eventWords } from '../../language/events.js';
import { useTexts } from '../../language/texts.js';
import { Choices, Field, Form, said } from '../../ui/form.js';
import { webhookWords } from './words.js';

interface Given {
  readonly url: string;
  /** Null: all. */
  readonly types: readonly EventType[] | null;
}

interface Props {
  /** Left out: a new one. */
  readonly webhook?: WebhookShownFragment;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly onGiven: (given: Given, places: ActOptions) => Promise<unknown>;
}

/** Where to call, and for what. */
export function WebhookForm({ webhook, submit, isBusy, onGiven }: Props) {
  const t = useTexts(webhookWords);
  const events = useTexts(eventWords);
  const [types, setTypes] = useState<readonly EventType[]>(webhook?.types ?? []);
  const send = (given: FormData, places: ActOptions) =>
    onGiven({ url: said(given, 'url'), types: types.length === 0 ? null : types }, places);
  return (
    <Form submit={submit} isBusy={isBusy} onGiven={send}>
      <Field name="url" label={t.url} hint={t.urlHint}>
        {(field) => <input {...field} type="url" required maxLength={2000} defaultValue={webhook?.url} />}
      </Field>
      <details>
        <summary>{t.toldOf(types.length)}</summary>
        <div className="stack inset">
          {EVENT_GROUPS.map(({ group, types: some }) => (
            <Choices
              key={group}
              name="types"
              label={events[group]}
              options={some.map((value) => ({ value, text: events[value] }))}
              chosen={types}
              onChange={setTypes}
            />
          ))}
        </div>
      </details>
    </Form>
  );
}
