import { createHash } from 'node:crypto';

export interface SignedPage {
  readonly ticket: string;
  readonly nonce: string;
  readonly timestamp: number;
  /** Without what follows a #. */
  readonly url: string;
}

/** What WeCom's JS-SDK compares with its own: in this order, by these names. */
export const jsSignature = ({ ticket, nonce, timestamp, url }: SignedPage): string =>
  createHash('sha1').update(`jsapi_ticket=${ticket}&noncestr=${nonce}&timestamp=${timestamp}&url=${url}`).digest('hex');

const LONGEST_URL = 2048;

/** The address as it is signed; null where it is no page of ours, for which nothing is ever signed. */
export function pageOfOurs(url: string, publicUrl: string): string | null {
  const page = url.split('#', 1)[0]!;
  // As browsers write addresses: without blanks and line breaks, which a parser would overlook.
  if (page.length > LONGEST_URL || !/^[\x21-\x7e]+$/.test(page) || !URL.canParse(page)) return null;
  const { origin, username, password } = new URL(page);
  return origin === new URL(publicUrl).origin && username === '' && password === '' ? page : null;
}
