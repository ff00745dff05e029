import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { isPublicAddress, PrivateAddress, publicLookup } from './address-guard.js';

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  /** Hosts of our own network that an operator allows, lower case. */
  readonly privateHosts: ReadonlySet<string>;
}

export interface Posted {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** What happened, in a line that may be shown. */
  readonly said: string;
}

/** As much of an answer as is kept. */
const SHOWN = 200;

/**
 * Posts to an address that somebody entered. Nothing but the public internet is called, unless an operator named the host; a redirect isn't
 * followed: whoever moved says so to whoever entered the address.
 */
export async function postWebhook(posting: Posting): Promise<Posted> {
  const { url, privateHosts } = posting;
  const target = URL.canParse(url) ? new URL(url) : null;
  const host = target?.hostname.replace(/^\[|\]$/g, '').toLowerCase() ?? '';
  const isAllowed = privateHosts.has(host);
  if (!target || (target.protocol !== 'https:' && !(isAllowed && target.protocol === 'http:')))
    return { status: null, said: 'refused: only https addresses are called' };
  if (!isAllowed && isIP(host) !== 0 && !isPublicAddress(host)) return REFUSED;
  try {
    return await send(target, posting, isAllowed);
  } catch (error) {
    if (error instanceof PrivateAddress) return REFUSED;
    return { status: null, said: `no answer: ${codeOf(error)}` };
  }
}

const REFUSED: Posted = { status: null, said: 'refused: not a public address' };

function send(target: URL, { headers, body, timeoutMs }: Posting, isAllowed: boolean): Promise<Posted> {
  return new Promise((resolve, reject) => {
    const open = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request: ClientRequest = open(target, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(timeoutMs),
      agent: false,
      ...(isAllowed ? {} : { lookup: publicLookup }),
    });
    request.on('error', reject);
    request.on('response', (response) => void answered(response).then(resolve, reject));
    request.end(body);
  });
}

async function answered(response: IncomingMessage): Promise<Posted> {
  const status = response.statusCode ?? 0;
  let text = '';
  for await (const part of response) {
    text += String(part);
    if (text.length >= SHOWN) break;
  }
  response.destroy();
  const said = text
    .replace(/\s+/g, ' ')
    .replace(/[\p{C}]/gu, '')
    .slice(0, SHOWN)
    .trim();
  return { status, said: said === '' ? String(status) : `${status} ${said}` };
}

const codeOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: string };
  if (name === 'TimeoutError' || name === 'AbortError') return 'time-out';
  return typeof code === 'string' ? code : 'failed';
};
