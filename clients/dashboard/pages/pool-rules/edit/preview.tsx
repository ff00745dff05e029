import { useMemo, useState } from 'react';
import { useClient } from 'urql';
import { Link } from 'wouter';
import { PreviewPoolChangeDocument, type PreviewPoolChangeQuery } from '../../../generated/operations.js';
import { useMoments } from '../../../language/moments.js';
import { useTexts } from '../../../language/texts.js';
import { useToasts } from '../../../ui/toasts.js';
import { poolRuleWords } from '../words.js';

interface Props {
  readonly poolId: string;
  readonly rules: unknown;
  readonly teamIds: readonly string[];
  readonly isReady: boolean;
}

type Previewed = PreviewPoolChangeQuery['previewPool'];

/** Whom the change would hit, asked before it is made. */
export function Preview({ poolId, rules, teamIds, isReady }: Props) {
  const t = useTexts(poolRuleWords);
  const toasts = useToasts();
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const change = useMemo(() => ({ rules, teamIds }), [rules, teamIds]);
  const [found, setFound] = useState<{ readonly of: unknown; readonly preview: Previewed } | null>(null);
  const look = async () => {
    setBusy(true);
    const asked = client.query(PreviewPoolChangeDocument, { poolId, ...change }, { requestPolicy: 'network-only' });
    const { data, error } = await asked.toPromise();
    setBusy(false);
    if (data) setFound({ of: change, preview: data.previewPool });
    else toasts.failed(error?.networkError ?? error);
  };
  return (
    <section className="card stack tight" aria-labelledby="preview">
      <h2 id="preview">{t.preview}</h2>
      <p className="soft small">{t.previewWhat}</p>
      <div>
        <button type="button" disabled={isBusy || !isReady} onClick={() => void look()}>
          {isBusy ? t.looking : t.look}
        </button>
      </div>
      {isBusy && <progress aria-label={t.looking} />}
      {found && (
        <div role="status" className="stack tight">
          {found.of !== change && <p className="notice warn small">{t.changedSince}</p>}
          <Effect preview={found.preview} />
        </div>
      )}
    </section>
  );
}

function Effect({ preview: { customers, sooner, later, newly, noLonger, hits } }: { readonly preview: Previewed }) {
  const t = useTexts(poolRuleWords);
  const { moment } = useMoments();
  const when = (at: string | null) => (at ? moment(at) : t.never);
  return (
    <>
      <p>{t.effect({ customers, sooner, later, newly, noLonger })}</p>
      <ul className="timeline small">
        {hits.map(({ customer, nowAt, thenAt, because }) => (
          <li key={customer.id}>
            <Link href={`/customers/${customer.id}`}>{customer.name}</Link>{' '}
            <span className="soft">
              {[customer.owner?.name, t.nowAndThen(when(nowAt), when(thenAt)), because].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
