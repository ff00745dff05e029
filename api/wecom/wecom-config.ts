import type { SealedSecret, Secrets } from '../../commands/secrets.js';
import { checkWecomKeys, type WecomKeys } from '../../domain/lead/wecom.js';
import type { CallbackKeys } from './callback-crypto.js';

/** The keys of a callback as a command takes them: checked, and readable no more. */
export function sealedWecom(
  secrets: Secrets,
  keys: WecomKeys,
): { readonly corpId: string; readonly keys: SealedSecret } {
  const { corpId, token, encodingAesKey } = trimmed(keys);
  checkWecomKeys({ corpId, token, encodingAesKey });
  return { corpId, keys: secrets.seal(JSON.stringify({ token, encodingAesKey }), contextOf(corpId)) };
}

/** The keys of a source's callback; null where they can't be opened, e.g. since the server's secret is another one. */
export function openedWecom(secrets: Secrets, config: unknown): CallbackKeys | null {
  const { corpId, keys } = (config ?? {}) as { corpId?: string; keys?: string };
  if (typeof corpId !== 'string' || typeof keys !== 'string') return null;
  const opened = secrets.open(keys, contextOf(corpId));
  return opened === null
    ? null
    : { ...(JSON.parse(opened) as Pick<CallbackKeys, 'token' | 'encodingAesKey'>), receiveId: corpId };
}

const contextOf = (corpId: string): string => `wecom/${corpId}`;

const trimmed = ({ corpId, token, encodingAesKey }: WecomKeys): WecomKeys => ({
  corpId: corpId.trim(),
  token: token.trim(),
  encodingAesKey: encodingAesKey.trim(),
});
