import type { CardContent } from '../../commands/delivery/content.js';
import type { Sent } from '../../domain/delivery/delivery.js';
import { postWebhook, type Posted } from '../webhook/post-webhook.js';
import { signedHeaders } from '../webhook/sign.js';
import type { Channel, Outbound } from './channel.js';
import { keysOf, UNREADABLE, type ChannelParts } from './channel-parts.js';
import { linkOf, wordsForPerson } from './form.js';

/** An address of somebody's own that is called with their cards. `webhook-id` is the same at every attempt: the receiver can tell. */
export function personWebhook(parts: ChannelParts): Channel<CardContent> {
  return {
    limits: [],
    atOnce: 4,
    send: async (message) => {
      const keys = keysOf(parts, message.content);
      if (keys?.secret == null) return UNREADABLE;
      const at = new Date();
      const body = bodyOf(message, at, parts);
      const headers = signedHeaders([keys.secret], { id: message.deliveryId, at, body });
      return sentTo(await postWebhook({ url: keys.to, headers, body, ...parts }));
    },
  };
}

function bodyOf({ content: { words } }: Outbound<CardContent>, at: Date, { publicUrl }: ChannelParts): string {
  const { title, lines } = wordsForPerson(words, publicUrl);
  const { kind, subject: customer, due } = words.card;
  const { notificationId } = words;
  return JSON.stringify({
    type: 'notification',
    timestamp: at.toISOString(),
    data: { notificationId, kind, title, text: lines.join('\n'), customer, dueAt: due, url: linkOf(words, publicUrl) },
  });
}

function sentTo({ status, said }: Posted): Sent {
  if (status !== null && status >= 200 && status < 300) return { delivered: true, answer: said };
  if (status === 410 || (status === null && said.startsWith('refused')))
    return { delivered: false, error: 'CONFIGURATION', answer: said };
  return { delivered: false, error: status === 429 ? 'RATE' : 'RETRY', answer: said };
}
