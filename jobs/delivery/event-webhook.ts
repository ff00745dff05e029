import type { Secrets } from '../../commands/secrets.js';
import { secretOf } from '../../commands/webhook-secret.js';
import type { EventContent } from '../../commands/webhook/event-content.js';
import type { Sent } from '../../domain/delivery/delivery.js';
import { postWebhook, type Posted } from '../webhook/post-webhook.js';
import { signedHeaders } from '../webhook/sign.js';
import type { Channel } from './channel.js';

interface EventWebhookOptions {
  readonly secrets: Secrets;
  /** Hosts of our own network that an operator allows. */
  readonly privateHosts: ReadonlySet<string>;
  readonly timeoutMs: number;
}

/** Calls of one webhook under way at one time. */
const AT_ONCE = 4;

/** Events to integrators' systems, as Standard Webhooks has it. */
export function eventWebhook({ secrets, privateHosts, timeoutMs }: EventWebhookOptions): Channel<EventContent> {
  return {
    limits: [],
    atOnce: AT_ONCE,
    async send({ deliveryId: id, content: { url, secrets: sealed, body } }) {
      const opened = sealed.map((one) => secretOf(secrets, one, 'webhook')).filter((secret) => secret !== null);
      if (opened.length === 0) return UNREADABLE;
      const headers = signedHeaders(opened, { id, at: new Date(), body });
      return sentAs(await postWebhook({ url, headers, body, timeoutMs, privateHosts }));
    },
  };
}

const UNREADABLE: Sent = {
  delivered: false,
  error: 'CONFIGURATION',
  answer: 'the secret can’t be read any more; make a new one',
};

/** Whatever else a receiver says, it is tried again. */
function sentAs({ status, said: answer }: Posted): Sent {
  if (status !== null && status >= 200 && status < 300) return { delivered: true, answer };
  if (status === 410) return { delivered: false, error: 'CONFIGURATION', answer };
  return { delivered: false, error: status === 429 ? 'RATE' : 'RETRY', answer };
}
