import type { SealedSecret, Secrets } from '../../commands/secrets.js';
import { checkWechatKeys } from '../../domain/lead/wechat.js';
import type { App } from './wechat-api.js';

/** As somebody enters the keys of a mini-program or official account. */
export interface EnteredKeys {
  readonly appId: string;
  readonly appSecret: string;
  readonly token?: string | null;
  readonly encodingAesKey?: string | null;
}

/** What the door of a mini-program or official account needs to know. */
export interface WechatApp extends App {
  readonly token: string | null;
  readonly encodingAesKey: string | null;
}

/** The keys as a command takes them: checked, and readable no more. */
export function sealedWechat(
  secrets: Secrets,
  entered: EnteredKeys,
): { readonly appId: string; readonly hasToken: boolean; readonly keys: SealedSecret } {
  const [appId, secret] = [entered.appId.trim(), entered.appSecret.trim()];
  const [token, encodingAesKey] = [entered.token?.trim() || null, entered.encodingAesKey?.trim() || null];
  checkWechatKeys({ appId, appSecret: secret, token, encodingAesKey });
  const keys = secrets.seal(JSON.stringify({ secret, token, encodingAesKey }), contextOf(appId));
  return { appId, hasToken: token !== null, keys };
}

/** The keys of a source; null where they can't be opened, e.g. since the server's secret is another one. */
export function openedWechat(secrets: Secrets, config: unknown): WechatApp | null {
  const { appId, keys } = (config ?? {}) as { appId?: string; keys?: string };
  if (typeof appId !== 'string' || typeof keys !== 'string') return null;
  const opened = secrets.open(keys, contextOf(appId));
  return opened === null ? null : { ...(JSON.parse(opened) as Omit<WechatApp, 'appId'>), appId };
}

const contextOf = (appId: string): string => `wechat/${appId}`;
