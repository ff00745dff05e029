import { createHmac } from 'node:crypto';
import type { CardContent } from '../../commands/delivery/content.js';
import { isFeishuId, type AddressKeys } from '../../domain/delivery/address.js';
import type { Sent } from '../../domain/delivery/delivery.js';
import type { FeishuApp } from '../../domain/delivery/organisation.js';
import { AppTokens, withToken, type Given } from '../../commands/provider/app-tokens.js';
import { callProvider } from '../../commands/provider/call-provider.js';
import type { Channel, Outbound } from './channel.js';
import { keysOf, UNREADABLE, type ChannelParts } from './channel-parts.js';
import { sentByFeishu } from './feishu.js';
import { chatText, textForGroup, wordsForPerson } from './form.js';

/** Of the 20 KB that a whole body may have. */
const MAX_BYTES = 12_000;

/** A group's bot, which can't tell a repeated message; or the organisation's app, which drops one with the same uuid for an hour. */
export function feishuBot(parts: ChannelParts): Channel<CardContent> {
  const { app } = parts.organisation.feishu;
  const toApp = app && feishuApp(app, parts);
  return {
    limits: [
      { calls: 5, withinMs: parts.minuteMs / 60 },
      { calls: 100, withinMs: parts.minuteMs },
    ],
    atOnce: 4,
    send: async (message, signal) => {
      const keys = keysOf(parts, message.content);
      if (!keys) return UNREADABLE;
      if (!isFeishuId(keys.to)) return sendByBot(parts, keys, message, signal);
      return toApp ? toApp(keys.to, message, signal) : NO_APP;
    },
  };
}

const NO_APP: Sent = { delivered: false, error: 'CONFIGURATION', answer: 'no Feishu app is set up on this server' };

async function sendByBot(
  { organisation, publicUrl, timeoutMs }: ChannelParts,
  { to, secret }: AddressKeys,
  { content }: Outbound<CardContent>,
  signal: AbortSignal,
): Promise<Sent> {
  const url = new URL(`/open-apis/bot/v2/hook/${encodeURIComponent(to)}`, organisation.feishu.apiUrl);
  const text = textForGroup(content.words, publicUrl, MAX_BYTES);
  const seconds = Math.floor(Date.now() / 1000);
  const signed = secret === null ? {} : { timestamp: String(seconds), sign: feishuSignature(secret, seconds) };
  const body = { ...signed, msg_type: 'text', content: { text } };
  return sentByFeishu(await callProvider(url, { timeoutMs, body }, signal));
}

/** The reverse of DingTalk's: time and secret are the key, and nothing is signed. */
export const feishuSignature = (secret: string, atSeconds: number): string =>
  createHmac('sha256', `${atSeconds}\n${secret}`).update('').digest('base64');

function feishuApp(app: FeishuApp, parts: ChannelParts) {
  const { organisation, publicUrl, secrets, timeoutMs } = parts;
  const key = `FEISHU_APP:${secrets.markOf(JSON.stringify(app))}`;
  const tokens = new AppTokens({ ...parts, key, ask: (signal) => askToken(app, parts, signal) });
  return (
    to: string,
    { deliveryId, content: { words } }: Outbound<CardContent>,
    signal: AbortSignal,
  ): Promise<Sent> => {
    const isGroup = to.startsWith('oc_');
    const text = isGroup
      ? textForGroup(words, publicUrl, MAX_BYTES)
      : chatText(wordsForPerson(words, publicUrl), MAX_BYTES);
    const url = new URL('/open-apis/im/v1/messages', organisation.feishu.apiUrl);
    url.searchParams.set('receive_id_type', isGroup ? 'chat_id' : 'open_id');
    const body = { receive_id: to, msg_type: 'text', content: JSON.stringify({ text }), uuid: deliveryId };
    return withToken(tokens, signal, async (token) =>
      sentByFeishu(await callProvider(url, { timeoutMs, headers: { authorization: `Bearer ${token}` }, body }, signal)),
    );
  };
}

async function askToken(
  { appId, appSecret }: FeishuApp,
  { organisation, timeoutMs }: ChannelParts,
  signal: AbortSignal,
): Promise<Given> {
  const url = new URL('/open-apis/auth/v3/tenant_access_token/internal', organisation.feishu.apiUrl);
  const called = await callProvider(url, { timeoutMs, body: { app_id: appId, app_secret: appSecret } }, signal);
  const sent = sentByFeishu(called);
  if (!sent.delivered) return { failed: sent };
  const { tenant_access_token: token, expire: seconds } = 'answered' in called ? called.answered.body : {};
  if (typeof token === 'string' && typeof seconds === 'number') return { token, livesForMs: seconds * 1000 };
  return { failed: { delivered: false, error: 'RETRY', answer: 'an answer without a token' } };
}
