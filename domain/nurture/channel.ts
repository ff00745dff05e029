import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { NurtureKind } from './nurture.js';

/** The address that a channel calls, and that only a webhook has. Whether it may be reached is seen when it is called. */
export function checkChannelUrl(kind: NurtureKind, url: string | null): string | null {
  const text = url?.trim() || null;
  if (kind === 'LIST') {
    if (text !== null) throw badInput('url', message('NURTURE_URL_NOT_TAKEN'));
    return null;
  }
  if (text === null) throw badInput('url', message('NURTURE_URL_NEEDED'));
  if (!isWebAddress(text)) throw badInput('url', message('NOT_A_WEBHOOK_URL'));
  return text;
}

/** `http` is for those of our own network that an operator names; any other is refused when it is called. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#@\\]+(?:[/?][^\s#\\]*)?$/i.test(text);
}
