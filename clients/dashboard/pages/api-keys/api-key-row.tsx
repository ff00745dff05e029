import { useAct } from '../../connection/use-act.js';
import { EndApiKeyDocument, type ApiKeyShownFragment } from '../../generated/operations.js';
import { isAhead, useMoments } from '../../language/moments.js';
import { roleWords } from '../../language/roles.js';
import { useTexts } from '../../language/texts.js';
import { apiKeyWords, type Scope } from './words.js';

interface Props {
  readonly apiKey: ApiKeyShownFragment;
  readonly onChanged: () => unknown;
}

export function ApiKeyRow({ apiKey, onChanged }: Props) {
  const t = useTexts(apiKeyWords);
  const roles = useTexts(roleWords);
  const { moment } = useMoments();
  const [end, isEnding] = useAct(EndApiKeyDocument);
  const { id, name, prefix, role, scopes, teams, createdBy, createdAt, expiresAt, lastUsedAt, revokedAt } = apiKey;
  const isOver = revokedAt !== null || (expiresAt !== null && !isAhead(expiresAt));
  const standing = revokedAt ? t.revoked(moment(revokedAt)) : isOver ? t.expired : roles[role];
  const revoke = async () => {
    if (confirm(t.sure(name)) && (await end({ input: { apiKeyId: id } }))) onChanged();
  };
  return (
    <li className="card stack tight">
      <div className="row spread">
        <strong>{name}</strong>
        <span className={isOver ? 'tag' : 'tag accent'}>{standing}</span>
      </div>
      <p className="small">{scopes.map((scope) => t[scope as Scope]).join(' · ')}</p>
      <p className="soft small">
        <code>{prefix}…</code>
        {[...teams.map((team) => team.name), t.made(createdBy?.name ?? '', moment(createdAt))].map(
          (part) => ` · ${part}`,
        )}
      </p>
      <p className="soft small">
        {lastUsedAt ? t.lastUsed(moment(lastUsedAt)) : t.neverUsed} · {expiresAt ? t.until(moment(expiresAt)) : t.noEnd}
      </p>
      {!isOver && (
        <div className="row">
          <button type="button" disabled={isEnding} onClick={() => void revoke()}>
            {t.revoke}
          </button>
        </div>
      )}
    </li>
  );
}
