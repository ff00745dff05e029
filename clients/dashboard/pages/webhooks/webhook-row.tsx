import { useAct } from '../../connection/use-act.js';
import { ChangeWebhookDocument, DropWebhookDocument, type WebhookShownFragment } from '../../generated/operations.js';
import { eventWords } from '../../language/events.js';
import { isAhead, useMoments } from '../../language/moments.js';
import { useTexts } from '../../language/texts.js';
import { Folded } from '../../ui/folded.js';
import { useSecrets } from '../../ui/secrets.js';
import { Deliveries } from './deliveries.js';
import { WebhookForm } from './webhook-form.js';
import { webhookWords } from './words.js';

interface Props {
  readonly webhook: WebhookShownFragment;
  readonly onChanged: () => Promise<unknown>;
}

export function WebhookRow({ webhook, onChanged }: Props) {
  const t = useTexts(webhookWords);
  const events = useTexts(eventWords);
  const { moment } = useMoments();
  const { keep, close } = useSecrets();
  const [change, isBusy] = useAct(ChangeWebhookDocument);
  const [drop, isDropping] = useAct(DropWebhookDocument);
  const { id, url, types, active, previousUntil, disabledAt, disabledBecause } = webhook;
  const toggle = async () => {
    if (await change({ input: { webhookId: id, active: !active } })) await onChanged();
  };
  const rotate = async () => {
    if (!confirm(t.sure)) return;
    const made = await change({ input: { webhookId: id, rotateSecret: true } });
    if (made?.secret) keep({ of: 'WEBHOOK', id, name: url, value: made.secret });
    await onChanged();
  };
  const remove = async () => {
    if (!confirm(t.sureRemove(url))) return;
    if (!(await drop({ input: { webhookId: id } }))) return;
    close(id);
    await onChanged();
  };
  return (
    <li className="card stack tight">
      <div className="row spread">
        <strong className="item-title">{url}</strong>
        <span className={active ? 'tag good' : 'tag'}>{active ? t.on : t.off}</span>
      </div>
      <p className="soft small">{types.length === 0 ? t.everything : types.map((type) => events[type]).join(t.and)}</p>
      {disabledAt && (
        <p className="notice warn small">
          {t.disabled(moment(disabledAt))} {disabledBecause}
        </p>
      )}
      {previousUntil && isAhead(previousUntil) && <p className="small">{t.bothUntil(moment(previousUntil))}</p>}
      <Folded label={t.change}>
        {(fold) => (
          <WebhookForm
            webhook={webhook}
            submit={t.save}
            isBusy={isBusy}
            onGiven={async (given, places) => {
              if (await change({ input: { webhookId: id, ...given } }, places)) await onChanged().then(fold);
            }}
          />
        )}
      </Folded>
      <Folded label={t.deliveries}>{() => <Deliveries webhookId={id} isOn={active} />}</Folded>
      <div className="row">
        <button type="button" disabled={isBusy} onClick={() => void toggle()}>
          {active ? t.switchOff : t.switchOn}
        </button>
        <button type="button" disabled={isBusy} onClick={() => void rotate()}>
          {t.newSecret}
        </button>
        <button type="button" disabled={isDropping} onClick={() => void remove()}>
          {t.remove}
        </button>
      </div>
    </li>
  );
}
