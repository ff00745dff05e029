import { useAct } from '../../connection/use-act.js';
import { useAsk } from '../../connection/use-ask.js';
import { AddApiKeyDocument, ApiKeyListDocument } from '../../generated/operations.js';
import { useTexts } from '../../language/texts.js';
import { names } from '../../shell/pages.js';
import { Folded } from '../../ui/folded.js';
import { useSecrets } from '../../ui/secrets.js';
import { ShownOnce } from '../../ui/shown-once.js';
import { Empty, Shown } from '../../ui/states.js';
import { ApiKeyForm } from './api-key-form.js';
import { ApiKeyRow } from './api-key-row.js';
import { apiKeyWords } from './words.js';

/** What programs sign in with. */
export default function ApiKeysPage() {
  const t = useTexts(apiKeyWords);
  const { apiKeys } = useTexts(names);
  const asked = useAsk(ApiKeyListDocument, {});
  const [add, isAdding] = useAct(AddApiKeyDocument);
  const { keep } = useSecrets();
  return (
    <div className="stack">
      <h1>{apiKeys}</h1>
      <ShownOnce of="API_KEY" label={t.secretOf} />
      <div className="card">
        <Folded label={t.add}>
          {(fold) => (
            <ApiKeyForm
              isBusy={isAdding}
              onGiven={async (input, places) => {
                const added = await add({ input }, places);
                if (!added) return;
                const { apiKey, secret } = added;
                if (apiKey && secret) keep({ of: 'API_KEY', id: apiKey.id, name: apiKey.name, value: secret });
                await asked.refresh().then(fold);
              }}
            />
          )}
        </Folded>
      </div>
      <Shown asked={asked}>
        {({ apiKeys: all }) =>
          all.length === 0 ? (
            <Empty>{t.none}</Empty>
          ) : (
            <ul className="stack tight" aria-label={apiKeys}>
              {all.map((apiKey) => (
                <ApiKeyRow key={apiKey.id} apiKey={apiKey} onChanged={asked.refresh} />
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  );
}
