import type { WecomApp } from '../../domain/delivery/organisation.js';
import type { Run } from '../command.js';
import type { Secrets } from '../secrets.js';
import { AppTokens, type Given } from './app-tokens.js';
import { callProvider } from './call-provider.js';
import { sentByWecom } from './wecom-answer.js';

/** What it takes to call WeCom's API as an app. */
export interface WecomAccess {
  readonly run: Run;
  readonly secrets: Secrets;
  readonly apiUrl: string;
  readonly timeoutMs: number;
}

/** Another configuration of the app has another key. */
export const wecomKey = (what: string, app: WecomApp, { secrets }: WecomAccess): string =>
  `${what}:${secrets.markOf(JSON.stringify(app))}`;

/** The access token of the organisation's app. */
export const wecomTokens = (app: WecomApp, access: WecomAccess): AppTokens =>
  new AppTokens({ ...access, key: wecomKey('WECOM_APP', app, access), ask: (signal) => askToken(app, access, signal) });

async function askToken(
  { corpId, secret }: WecomApp,
  { apiUrl, timeoutMs }: WecomAccess,
  signal: AbortSignal,
): Promise<Given> {
  const url = new URL('/cgi-bin/gettoken', apiUrl);
  url.searchParams.set('corpid', corpId);
  url.searchParams.set('corpsecret', secret);
  const called = await callProvider(url, { timeoutMs, method: 'GET' }, signal);
  const sent = sentByWecom(called);
  if (!sent.delivered) return { failed: sent };
  const { access_token: token, expires_in: seconds } = 'answered' in called ? called.answered.body : {};
  return tokenIn(token, seconds);
}

/** What WeCom gave out, and for how long. */
export function tokenIn(token: unknown, seconds: unknown): Given {
  if (typeof token === 'string' && typeof seconds === 'number') return { token, livesForMs: seconds * 1000 };
  return { failed: { delivered: false, error: 'RETRY', answer: 'an answer without what was asked for' } };
}
