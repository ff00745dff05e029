import { useAct } from '../../connection/use-act.js';
import { useEndless } from '../../connection/use-endless.js';
import {
  SendAgainDocument,
  WebhookDeliveriesDocument,
  type DeliveryShownFragment,
} from '../../generated/operations.js';
import { eventWords } from '../../language/events.js';
import { useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { CantBeShown, Empty, Loading } from '../../ui/states.js';
import { webhookWords } from './words.js';

/** What was sent to a webhook, the latest first. */
export function Deliveries({ webhookId }: { readonly webhookId: string }) {
  const t = useTexts(webhookWords);
  const { items, isLoading, error, hasMore, more, refresh } = useEndless(
    WebhookDeliveriesDocument,
    { webhookId },
    ({ deliveries }) => deliveries,
  );
  return (
    <div className="stack tight inset">
      <div className="row">
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

interface Props {
  readonly delivery: DeliveryShownFragment;
  readonly onChanged: () => unknown;
}

function DeliveryRow({ delivery: { id, status, event, createdAt, nextAttemptAt, tries }, onChanged }: Props) {
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
          {event && events[event.type]} <span className="soft small">{moment(createdAt)}</span>
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
