import type { CardContent } from '../../commands/delivery/content.js';
import type { Sent } from '../../domain/delivery/delivery.js';
import type { WecomApp } from '../../domain/delivery/organisation.js';
import { withToken } from '../../commands/provider/app-tokens.js';
import { callProvider, lineOf, type Called } from '../../commands/provider/call-provider.js';
import type { Channel } from './channel.js';
import type { ChannelParts } from './channel-parts.js';
import { chatText, wordsForPerson } from './form.js';
import { sentByWecom } from '../../commands/provider/wecom-answer.js';
import { wecomTokens } from '../../commands/provider/wecom-tokens.js';

const MAX_BYTES = 2048;

/** WeCom drops a message that says the same to the same person within this time: what timed out and is sent again arrives once. */
const DUPLICATE_CHECK_SECONDS = 14_400;

/** Of what a member gets beyond its limits WeCom drops the rest without a word. */
const PER_MINUTE = 30;
const PER_HOUR = 1000;
/** Calls of one API by one organisation. */
const CALLS_PER_MINUTE = 10_000;

/** A message of the organisation's own app in WeCom, which whoever uses its WeChat plug-in reads in WeChat. */
export function wecomApp(app: WecomApp, parts: ChannelParts): Channel<CardContent> {
  const { organisation, publicUrl, minuteMs, timeoutMs } = parts;
  const tokens = wecomTokens(app, { ...parts, apiUrl: organisation.wecom.apiUrl });
  return {
    limits: [{ calls: CALLS_PER_MINUTE, withinMs: minuteMs }],
    perRecipient: [
      { calls: PER_MINUTE, withinMs: minuteMs },
      { calls: PER_HOUR, withinMs: 60 * minuteMs },
    ],
    atOnce: 8,
    send: async ({ content }, signal) => {
      if (content.wecomUserId === null) return NOT_LINKED;
      const body = {
        touser: content.wecomUserId,
        msgtype: 'text',
        agentid: app.agentId,
        text: { content: chatText(wordsForPerson(content.words, publicUrl), MAX_BYTES) },
        enable_duplicate_check: 1,
        duplicate_check_interval: DUPLICATE_CHECK_SECONDS,
      };
      return withToken(tokens, signal, async (token) => {
        const url = new URL('/cgi-bin/message/send', organisation.wecom.apiUrl);
        url.searchParams.set('access_token', token);
        return sentByApp(await callProvider(url, { timeoutMs, body }, signal));
      });
    },
  };
}

const NOT_LINKED: Sent = { delivered: false, error: 'MESSAGE', answer: 'no WeCom account is linked any more' };

/** It says yes also where it reached nobody. */
function sentByApp(called: Called): Sent {
  const sent = sentByWecom(called);
  if (!sent.delivered || !('answered' in called)) return sent;
  const { invaliduser, unlicenseduser } = called.answered.body;
  if (isSomebody(invaliduser)) return missed(`invaliduser: ${invaliduser}`);
  if (isSomebody(unlicenseduser)) return missed(`unlicenseduser: ${unlicenseduser}`);
  return sent;
}

const isSomebody = (value: unknown): value is string => typeof value === 'string' && value !== '';
const missed = (who: string): Sent => ({ delivered: false, error: 'MESSAGE', answer: lineOf(0, who) });
