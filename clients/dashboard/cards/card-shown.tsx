import { useOptimistic, useTransition } from 'react';
import { Link } from 'wouter';
import { useAct } from '../connection/use-act.js';
import { LaterDocument, NotedDocument, type CardFragment } from '../generated/operations.js';
import { useMoments } from '../language/moments.js';
import { useTexts } from '../language/texts.js';
import { useToasts } from '../ui/toasts.js';
import { pathOf } from './path-of.js';
import { cardWords } from './words.js';

interface Props {
  readonly card: CardFragment;
  readonly onChanged: () => Promise<unknown>;
}

const ASKS_FOR_REACTION: ReadonlySet<CardFragment['kind']> = new Set(['REMINDER', 'ESCALATION', 'RECLAIM_WARNING']);

/** One card, and how to react to it. */
export function CardShown({ card, onChanged }: Props) {
  const t = useTexts(cardWords);
  const { moment } = useMoments();
  const { kind, title, body, at, readAt, acknowledgedAt } = card;
  return (
    <article className={`card item inbox-card ${readAt ? '' : 'unread'}`}>
      <Link href={pathOf(card)} className="item-link">
        <span className="row tight">
          <span className={`tag ${TONES[kind] ?? ''}`}>{t[kind]}</span>
          <span className="soft small">{moment(at)}</span>
        </span>
        <strong>{title}</strong>
        {body !== title && <span className="soft small">{body}</span>}
      </Link>
      {acknowledgedAt && <span className="soft small">{t.acknowledged}</span>}
      {ASKS_FOR_REACTION.has(kind) && !acknowledgedAt && <Reactions card={card} onChanged={onChanged} />}
    </article>
  );
}

const TONES: Partial<Record<CardFragment['kind'], string>> = {
  REMINDER: 'accent',
  ESCALATION: 'bad',
  RECLAIM_WARNING: 'warn',
  ASSIGNED: 'good',
};

const SPANS = ['PT1H', 'P1D', 'P3D'] as const;

/** Shown as done at once; there again, with the reason, where it was refused. */
function Reactions({ card: { id }, onChanged }: Props) {
  const t = useTexts(cardWords);
  const toasts = useToasts();
  const [acknowledge] = useAct(NotedDocument);
  const [snooze] = useAct(LaterDocument);
  const [, start] = useTransition();
  const [isDone, showDone] = useOptimistic(false);
  const react = (text: string, ask: () => Promise<unknown>) =>
    start(async () => {
      showDone(true);
      const payload = await ask();
      if (payload) toasts.show({ tone: 'good', text });
      await onChanged();
    });
  if (isDone) return <span className="soft small">{t.sending}</span>;
  return (
    <div className="item-actions row">
      <button type="button" onClick={() => react(t.acknowledged, () => acknowledge({ input: { notificationId: id } }))}>
        {t.acknowledge}
      </button>
      <select
        className="short"
        aria-label={t.later}
        value=""
        onChange={({ target }) => react(t.snoozed, () => snooze({ input: { notificationId: id, for: target.value } }))}
      >
        <option value="">{t.later}</option>
        {SPANS.map((span) => (
          <option key={span} value={span}>
            {t[span]}
          </option>
        ))}
      </select>
    </div>
  );
}
