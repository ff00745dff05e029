import { useState, type FormEvent } from 'react';
import { useTimeZone } from '../../../connection/viewer.js';
import { dayAt, daysAfter, startOfDayIn } from '../../../language/days.js';
import { useTexts } from '../../../language/texts.js';
import { recordOf } from '../../../rules/definition.js';
import type { Draft } from '../drafts.js';
import { TryOutResult } from './try-out-result.js';
import { reasonIn, useTryOut } from './use-try-out.js';
import { draftWords } from './words.js';

const DAYS_BACK = 30;

interface Props {
  readonly draft: Draft;
  readonly isReady: boolean;
}

/** What the draft would have done to the customers there really were. */
export function TryOut({ draft, isReady }: Props) {
  const t = useTexts(draftWords);
  const { definition, from } = draft;
  const timeZone = useTimeZone();
  const daysAgo = (count: number) => daysAfter(dayAt(new Date(), timeZone), -count);
  const [days, setDays] = useState(() => ({ first: daysAgo(DAYS_BACK), last: daysAgo(1) }));
  const { state, run, cancel } = useTryOut();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(definition, isOfSameCustomers(draft) ? from.definition : null, {
      from: startOfDayIn(days.first, timeZone).toISOString(),
      to: startOfDayIn(daysAfter(days.last, 1), timeZone).toISOString(),
    });
  };
  const day = (name: 'first' | 'last', label: string) => (
    <label>
      {label}
      <input
        type="date"
        required
        max={daysAgo(1)}
        value={days[name]}
        onChange={({ target }) => setDays({ ...days, [name]: target.value })}
      />
    </label>
  );
  return (
    <section className="card stack" aria-labelledby="try-out">
      <h2 id="try-out">{t.tryOut}</h2>
      <p className="soft small">{t.tryOutWhat}</p>
      <form className="filters" onSubmit={submit}>
        {day('first', t.from)}
        {day('last', t.to)}
        {state.is === 'running' ? (
          <button type="button" onClick={cancel}>
            {t.cancel}
          </button>
        ) : (
          <button type="submit" disabled={!isReady}>
            {t.tryOut}
          </button>
        )}
      </form>
      <div role="status">
        {state.is === 'running' && <progress aria-label={t.running} />}
        {state.is === 'running' && <p className="soft small">{t.running}</p>}
        {state.is === 'done' && state.result.of !== definition && <p className="small warning">{t.changedSince}</p>}
      </div>
      {state.is === 'failed' && (
        <p className="problem" role="alert">
          {reasonIn(state.cause) ?? t.failed}
        </p>
      )}
      {state.is === 'done' && <TryOutResult result={state.result} beganAs={from.name} />}
    </section>
  );
}

/** A draft of a published key is tried out on those who follow it; one of another key on others than what it began as. */
const isOfSameCustomers = ({ definition, from }: Draft): boolean =>
  from.playbookId !== null && recordOf(definition)['key'] === recordOf(from.definition)['key'];
