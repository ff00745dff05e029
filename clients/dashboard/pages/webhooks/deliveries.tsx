import { useEffect, useRef } from 'react';
import { useAct } from '../../connection/use-act.js';
import { useEndless } from '../../connection/use-endless.js';
import {
  SendAgainDocument,
  TryWebhookDocument,
  WebhookDeliveriesDocument,
  type DeliveryShownFragment,
} from '../../generated/operations.js';
import { eventWords } from '../../language/events.js';
import { useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { CantBeShown, Empty, Loading } from '../../ui/states.js';
import { webhookWords } from './words.js';

/** What was sent to a webhook, the latest first. */
export function Deliveries({ webhookId, isOn }: { readonly webhookId: string; readonly isOn: boolean }) {
  const t = useTexts(webhookWords);
  const { items, isLoading, error, hasMore, more, refresh } = useEndless(
    WebhookDeliveriesDocument,
    { webhookId },
    ({ deliveries }) => deliveries,
  );
  const [tryOut, isTrying] = useAct(TryWebhookDocument);
  const test = async () => {
    if (await tryOut({ input: { webhookId } })) await refresh();
  };
  useOutcome(items, refresh);
  return (
    <div className="stack tight inset">
      <div className="row">
        <button type="button" disabled={!isOn || isTrying} onClick={() => void test()}>
          {t.tryOut}
        </button>
        <button type="button" onClick={() => void refresh()}>
          {t.refresh}
        </button>
      </div>
      {isLoading ? (
        <Loading />
      ) : error ? (
        <CantBeShown cause={error} onRetry={() => void refresh()} />
      ) : items.length === 0 ? (
        <Empty>{t.nothingSent}</Empty>
      ) : (
        <ul className="timeline" aria-label={t.deliveries}>
          {items.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} onChanged={refresh} />
          ))}
        </ul>
      )}
      {hasMore && (
        <button type="button" onClick={more}>
          {t.more}
        </button>
      )}
    </div>
  );
}

const LOOK_AGAIN_MS = 2_000;

/** Whoever tries a webhook out waits for what comes of it. */
function useOutcome(items: readonly DeliveryShownFragment[], refresh: () => unknown): void {
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  const isAwaited = items.some(({ test, status }) => test && status === 'PENDING');
  useEffect(() => {
    if (!isAwaited) return;
    const timer = setInterval(() => void latest.current(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isAwaited]);
}

interface Props {
  readonly delivery: DeliveryShownFragment;
  readonly onChanged: () => unknown;
}

function DeliveryRow({ delivery: { id, status, event, test, createdAt, nextAttemptAt, tries }, onChanged }: Props) {
  const t = useTexts(webhookWords);
  const events = useTexts(eventWords);
  const { moment } = useMoments();
  const [sendAgain, isSending] = useAct(SendAgainDocument);
  const again = async () => {
    if (await sendAgain({ input: { deliveryId: id } })) onChanged();
  };
  return (
    <li className="stack tight">
      <div className="row spread">
        <span>
          {event ? events[event.type] : test && t.test} <span className="soft small">{moment(createdAt)}</span>
        </span>
        <span className={`tag ${TONES[status]}`}>{t[status]}</span>
      </div>
      {tries.length > 0 && (
        <ol className="small soft">
          {tries.map(({ number, startedAt, answer }) => (
            <li key={number}>
              {t.attempt(number, moment(startedAt))} {answer ?? t.underWay}
            </li>
          ))}
        </ol>
      )}
      <div className="row">
        <button type="button" disabled={isSending} onClick={() => void again()}>
          {t.sendAgain}
        </button>
        {status === 'RETRYING' && nextAttemptAt && (
          <span className="soft small">{t.nextAt(moment(nextAttemptAt))}</span>
        )}
      </div>
    </li>
  );
}

const TONES: Readonly<Record<DeliveryShownFragment['status'], string>> = {
  PENDING: '',
  RETRYING: 'warn',
  DELIVERED: 'good',
  DEAD: 'bad',
  SUPPRESSED: '',
};
