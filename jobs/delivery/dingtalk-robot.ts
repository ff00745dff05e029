import { createHmac } from 'node:crypto';
import type { CardContent } from '../../commands/delivery/content.js';
import type { DeliveryError, Sent } from '../../domain/delivery/delivery.js';
import { callProvider, lineOf, type Called } from '../../commands/provider/call-provider.js';
import type { Channel } from './channel.js';
import { keysOf, UNREADABLE, type ChannelParts } from './channel-parts.js';
import { textForGroup } from './form.js';

/** As far as it is known; a text has to be below 20,000 bytes with everything around it. */
const MAX_BYTES = 15_000;

/** Above its limit DingTalk hears nothing more of a robot for ten minutes. */
const BANNED_MINUTES = 10;

/** 310000: signature, keywords or address don't fit what the group's settings ask. 400101, 400102, 400013: no such token, stopped, no such group (from memory). */
const ERRORS: Readonly<Record<number, DeliveryError>> = {
  [-1]: 'RETRY',
  130101: 'RATE',
  660026: 'RATE',
  310000: 'CONFIGURATION',
  400101: 'CONFIGURATION',
  400102: 'CONFIGURATION',
  400013: 'CONFIGURATION',
  40035: 'MESSAGE',
};

/** A robot in a DingTalk group. It can't tell a repeated message: one that timed out may be read twice. */
export function dingtalkRobot(parts: ChannelParts): Channel<CardContent> {
  const { organisation, publicUrl, minuteMs, timeoutMs } = parts;
  return {
    limits: [{ calls: 20, withinMs: minuteMs }],
    atOnce: 4,
    send: async ({ content }, signal) => {
      const keys = keysOf(parts, content);
      if (!keys) return UNREADABLE;
      const url = new URL('/robot/send', organisation.dingtalk.apiUrl);
      url.searchParams.set('access_token', keys.to);
      if (keys.secret !== null) sign(url, keys.secret, Date.now());
      const body = {
        msgtype: 'text',
        text: { content: textForGroup(content.words, publicUrl, MAX_BYTES) },
        ...(content.phone !== null && { at: { atMobiles: [content.phone.replace(/^\+86/, '')] } }),
      };
      return sentByDingtalk(await callProvider(url, { timeoutMs, body }, signal), BANNED_MINUTES * minuteMs);
    },
  };
}

/** Time in milliseconds, and the signature of it by the secret. */
function sign(url: URL, secret: string, atMs: number): void {
  url.searchParams.set('timestamp', String(atMs));
  url.searchParams.set('sign', dingtalkSignature(secret, atMs));
}

export const dingtalkSignature = (secret: string, atMs: number): string =>
  createHmac('sha256', secret).update(`${atMs}\n${secret}`).digest('base64');

function sentByDingtalk(called: Called, bannedMs: number): Sent {
  if ('failed' in called) return called.failed;
  const { errcode, errmsg, status, punish } = called.answered.body;
  if (errcode === 0) return { delivered: true, answer: lineOf(0, errmsg) };
  // Whoever is banned is answered without a code.
  const isBanned = errcode === undefined && punish === 'deny';
  const error = isBanned ? 'RATE' : (ERRORS[Number(errcode)] ?? 'RETRY');
  const answer = lineOf(errcode ?? status, errmsg ?? punish);
  return { delivered: false, error, answer, ...(error === 'RATE' && { retryAfterMs: bannedMs }) };
}
