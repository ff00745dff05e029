import type { Run } from '../commands/command.js';
import type { NurtureLinks } from '../commands/nurture-links.js';
import { beginDelivery, endDelivery } from '../commands/nurture/deliver.js';
import { secretOf } from '../commands/webhook-secret.js';
import type { Secrets } from '../commands/secrets.js';
import type { Log } from '../commands/store/log.js';
import { postWebhook } from './webhook/post-webhook.js';
import { signedHeaders } from './webhook/sign.js';

export interface NurtureParts {
  readonly secrets: Secrets;
  readonly links: NurtureLinks;
  readonly privateHosts: ReadonlySet<string>;
}

interface NurtureOptions extends NurtureParts {
  readonly run: Run;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 15_000;

/** Calls made at the same time by one worker, so that a receiver that doesn't answer holds up few others. */
const AT_ONCE = 8;

/** Makes the calls that are due, each in a transaction before and one after it and none during it, until none is left. */
export async function deliverNurture(options: NurtureOptions): Promise<void> {
  await Promise.all(Array.from({ length: AT_ONCE }, () => deliverOneByOne(options)));
}

async function deliverOneByOne(options: NurtureOptions): Promise<void> {
  let outcome: unknown;
  do outcome = await deliverNext(options);
  while (outcome !== 'NONE' && !options.signal.aborted);
}

async function deliverNext({ run, secrets, links, privateHosts, log }: NurtureOptions): Promise<unknown> {
  const { answer } = await run(beginDelivery, {}, { by: null });
  if (answer['outcome'] !== 'BEGUN') return answer['outcome'];
  const begun = answer as Record<'sendId' | 'channelId' | 'url' | 'secret' | 'data', string> & { attempt: number };
  const { sendId, attempt } = begun;
  const secret = secretOf(secrets, begun.secret, 'nurture channel');
  const posted =
    secret === null
      ? { status: null, said: 'refused: the secret can’t be read any more; make a new one' }
      : await postWebhook({ url: begun.url, ...callFor(begun, secret, links), timeoutMs: TIMEOUT_MS, privateHosts });
  const { status, said } = posted;
  const isDelivered = status !== null && status >= 200 && status < 300;
  const how = { isDelivered, isGone: status === 410, answer: said, chance: Math.random() };
  const ended = await run(endDelivery, { sendId, attempt, ...how }, { by: null });
  if (!isDelivered) log.warn({ sendId, attempt, said, outcome: ended.answer['outcome'] }, 'a lead was not delivered');
  return ended.answer['outcome'];
}

/** The same id at every attempt, so that a receiver knows what it has had already. */
function callFor({ sendId, data }: Record<'sendId' | 'data', string>, secret: string, links: NurtureLinks) {
  const at = new Date();
  const optOutUrl = links.of('opt-out', sendId);
  const body = JSON.stringify({
    type: 'lead.nurture',
    timestamp: at.toISOString(),
    data: {
      ...(JSON.parse(data) as object),
      optOutUrl,
      // For e-mail, as RFC 8058 has it.
      optOutHeaders: { 'List-Unsubscribe': `<${optOutUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      answerUrl: links.of('answer', sendId),
    },
  });
  return { body, headers: signedHeaders([secret], { id: sendId, at, body }) };
}
