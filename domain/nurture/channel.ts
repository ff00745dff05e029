import { badInput } from '../decision.js';
import { message } from '../message.js';
import { isWebAddress } from '../webhook-url.js';
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
