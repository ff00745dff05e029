import { useState } from 'react';
import type { Channel, ContactOutcome, SuggestionsFragment } from '../generated/operations.js';
import { useMoments } from '../language/moments.js';
import { useTexts } from '../language/texts.js';
import { Chips } from '../ui/chips.js';
import { LocalTime } from '../ui/local-time.js';
import { useToasts } from '../ui/toasts.js';
import { missingIn, type Missing, type Subject } from './drafts.js';
import { send } from './send.js';
import { useDraft } from './use-draft.js';
import { followUpWords } from './words.js';

interface Props {
  readonly subject: Subject;
  readonly suggestions: SuggestionsFragment;
  readonly purposes: readonly { readonly code: string; readonly label: string }[];
  readonly onRecorded: () => void;
}

/** The usual phone call is three taps: what was said, when next, send. Nothing incomplete can be sent. */
export function FollowUpForm({ subject, suggestions, purposes, onRecorded }: Props) {
  const t = useTexts(followUpWords);
  const { moment } = useMoments();
  const toasts = useToasts();
  const [isSending, setSending] = useState(false);
  const codes = purposes.map(({ code }) => code);
  const { draft, change, again } = useDraft(subject, suggestions, codes);
  const { values, isOnItsWay } = draft;
  const missing = missingIn(values);
  const isLocked = isSending || isOnItsWay;

  const submit = async () => {
    setSending(true);
    const sent = await send(draft).finally(() => setSending(false));
    if (sent.as === 'RECORDED') toasts.show({ tone: 'good', text: t.recorded });
    if (sent.as === 'REFUSED') toasts.refused(sent.refusal);
    if (sent.as === 'FAILED') toasts.failed(sent.cause);
    again();
    if (sent.as !== 'WAITING') onRecorded();
  };

  return (
    <form
      className="card stack follow-up"
      aria-label={t.title}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="row spread">
        <h2>{t.title}</h2>
        <Channels chosen={values.channel} onChoose={(channel) => change({ channel })} isDisabled={isLocked} />
      </div>
      {suggestions.followUp?.dueAt && (
        <p className="soft small">{t.planned(suggestions.followUp.purpose, moment(suggestions.followUp.dueAt))}</p>
      )}
      {suggestions.giveUp && (
        <p className="notice warn">
          {t.giveUp}：{suggestions.giveUp.because}
        </p>
      )}
      <Said suggestions={suggestions} values={values} change={change} isLocked={isLocked} />
      <Next suggestions={suggestions} purposes={purposes} values={values} change={change} isLocked={isLocked} />
      {isOnItsWay && !isSending ? (
        <p className="notice warn" role="status">
          {t.waiting}
        </p>
      ) : (
        <div className="stack tight">
          <button type="submit" className="primary" disabled={isLocked || missing.length > 0}>
            {isSending ? t.sending : t.send}
          </button>
          {missing.length > 0 && (
            <p className="soft small">
              {t.still}
              {missing.map((one) => nameOf(one, t)).join('、')}
            </p>
          )}
        </div>
      )}
    </form>
  );
}

const nameOf = (missing: Missing, t: (typeof followUpWords)['zh']): string =>
  missing === 'next' ? t.missingNext : t[missing];

type Values = ReturnType<typeof useDraft>['draft']['values'];

interface PartProps {
  readonly suggestions: SuggestionsFragment;
  readonly values: Values;
  readonly change: (values: Partial<Values>) => void;
  readonly isLocked: boolean;
}

const CHANNELS: readonly Channel[] = ['PHONE', 'WECHAT', 'VISIT', 'EMAIL', 'MEETING', 'OTHER'];

function Channels(props: {
  readonly chosen: Channel;
  readonly onChoose: (channel: Channel) => void;
  readonly isDisabled: boolean;
}) {
  const t = useTexts(followUpWords);
  return (
    <select
      className="short"
      aria-label={t.how}
      value={props.chosen}
      disabled={props.isDisabled}
      onChange={({ target }) => props.onChoose(target.value as Channel)}
    >
      {CHANNELS.map((channel) => (
        <option key={channel} value={channel}>
          {t[channel]}
        </option>
      ))}
    </select>
  );
}

const OUTCOMES: readonly ContactOutcome[] = ['REACHED', 'NO_ANSWER', 'REFUSED', 'WRONG_NUMBER'];

function Said({ suggestions: { phrases }, values, change, isLocked }: PartProps) {
  const t = useTexts(followUpWords);
  const chosen = phrases.find(({ text, outcome }) => text === values.note && outcome === values.outcome);
  const pick = (code: string) => {
    const { text, outcome, goalMet } = phrases.find((phrase) => phrase.code === code)!;
    change({ note: text, outcome, goalMet });
  };
  return (
    <fieldset className="stack tight">
      <legend>{t.said}</legend>
      <Chips
        label={t.saidHint}
        options={phrases.map(({ code, text }) => ({ value: code, text }))}
        chosen={chosen?.code ?? null}
        onChoose={pick}
        isDisabled={isLocked}
      />
      <textarea
        aria-label={t.said}
        placeholder={t.saidHint}
        rows={2}
        maxLength={4000}
        value={values.note}
        disabled={isLocked}
        onChange={({ target }) => change({ note: target.value })}
      />
      <div className="row">
        <Chips
          label={t.result}
          options={OUTCOMES.map((value) => ({ value, text: t[value] }))}
          chosen={values.outcome}
          onChoose={(outcome) => change({ outcome })}
          isDisabled={isLocked}
        />
      </div>
      <div className="row">
        <span className="soft small">{t.goal}</span>
        <Chips
          label={t.goal}
          options={[
            { value: 'yes', text: t.yes },
            { value: 'no', text: t.no },
          ]}
          chosen={values.goalMet === null ? null : values.goalMet ? 'yes' : 'no'}
          onChoose={(met) => change({ goalMet: met === 'yes' })}
          isDisabled={isLocked}
        />
      </div>
    </fieldset>
  );
}

function Next({ suggestions, purposes, values, change, isLocked }: PartProps & Pick<Props, 'purposes'>) {
  const t = useTexts(followUpWords);
  const { moment } = useMoments();
  const { outcome } = values;
  const dates = suggestions.nextDates.filter(({ outcomes }) => outcome === null || outcomes.includes(outcome));
  return (
    <fieldset className="stack tight">
      <legend>{t.next}</legend>
      <Chips
        label={t.next}
        options={dates.map(({ label, dueAt }) => ({ value: dueAt, text: `${label} · ${moment(dueAt)}` }))}
        chosen={values.nextAt}
        onChoose={(nextAt) => change({ nextAt })}
        isDisabled={isLocked}
      />
      <div className="pair">
        <LocalTime
          label={t.ownTime}
          value={values.nextAt}
          onChange={(nextAt) => change({ nextAt })}
          isDisabled={isLocked}
        />
        <label className="small">
          {t.nextPurpose}
          <select
            value={values.nextPurpose ?? ''}
            disabled={isLocked}
            onChange={({ target }) => change({ nextPurpose: target.value })}
          >
            {purposes.map(({ code, label }) => (
              <option key={code} value={code}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
    </fieldset>
  );
}
