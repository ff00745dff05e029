import { useAct } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { AddWebhookDocument, WebhookListDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Folded } from '../../ui/folded.js';
import { useSecrets } from '../../ui/secrets.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { Empty, Shown } from '../../ui/states.js';
import { WebhookForm } from './webhook-form.js';
import { WebhookRow } from './webhook-row.js';
import { webhookWords } from './words.js';

/** The systems that are told of what happens. */
export default function WebhooksPage() {
  const t = useTexts(webhookWords);
  const { webhooks } = useTexts(names);
  const asked = useAsk(WebhookListDocument, {});
  const [add, isAdding] = useAct(AddWebhookDocument);
  const { keep } = useSecrets();
  return (
    <div className="stack">
      <h1>{webhooks}</h1>
      <ShownOnce of="WEBHOOK" label={t.secretOf} />
      <div className="card">
        <Folded label={t.add}>
          {(fold) => (
            <WebhookForm
              submit={t.add}
              isBusy={isAdding}
              onGiven={async (input, places) => {
                const added = await add({ input }, places);
                if (!added) return;
                const { webhook, secret } = added;
                if (webhook && secret) keep({ of: 'WEBHOOK', id: webhook.id, name: webhook.url, value: secret });
                await asked.refresh().then(fold);
              }}
            />
          )}
        </Folded>
      </div>
      <Shown asked={asked}>
        {({ webhooks: all }) =>
          all.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <ul className="stack tight" aria-label={webhooks}>
              {all.map((webhook) => (
                <WebhookRow key={webhook.id} webhook={webhook} onChanged={asked.refresh} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}
