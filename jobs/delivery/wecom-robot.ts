import type { CardContent } from '../../commands/delivery/content.js';
import type { Channel } from './channel.js';
import { callProvider } from '../../commands/provider/call-provider.js';
import { keysOf, UNREADABLE, type ChannelParts } from './channel-parts.js';
import { textForGroup } from './form.js';
import { sentByWecom } from '../../commands/provider/wecom-answer.js';

const MAX_BYTES = 2048;

/** A robot in a WeCom group. It can't tell a repeated message: one that timed out may be read twice. */
export function wecomRobot(parts: ChannelParts): Channel<CardContent> {
  const { organisation, publicUrl, minuteMs, timeoutMs } = parts;
  return {
    limits: [{ calls: 20, withinMs: minuteMs }],
    atOnce: 4,
    send: async ({ content }, signal) => {
      const keys = keysOf(parts, content);
      if (!keys) return UNREADABLE;
      const url = new URL('/cgi-bin/webhook/send', organisation.wecom.apiUrl);
      url.searchParams.set('key', keys.to);
      const text = textForGroup(content.words, publicUrl, MAX_BYTES);
      const mentioned = content.wecomUserId === null ? {} : { mentioned_list: [content.wecomUserId] };
      const body = { msgtype: 'text', text: { content: text, ...mentioned } };
      return sentByWecom(await callProvider(url, { timeoutMs, body }, signal));
    },
  };
}
