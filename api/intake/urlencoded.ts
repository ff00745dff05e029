import { decoderOf } from './charset.js';
import type { Pairs } from './read-body.js';

/**
 * The fields of a form, in the charset that is declared; browsers declare a page's own in the hidden field `_charset_`. Parsers of
 * strings (URLSearchParams, formbody) would take it all for UTF-8 and put � where it isn't.
 */
export function fieldsOfUrlencoded(bytes: Buffer, charset: string | null): Pairs {
  const pairs = bytes.toString('latin1').split('&').filter(Boolean).map(halves);
  const told = pairs.find(([name]) => name === '_charset_')?.[1];
  const decode = decoderOf(charset ?? (told || 'utf-8'));
  const text = (half: string) => decode(bytesOf(half));
  return pairs.map(([name, value]) => [text(name), text(value)]);
}

function bytesOf(half: string): Buffer {
  const raw = half
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(raw, 'latin1');
}

function halves(pair: string): readonly [string, string] {
  const middle = pair.indexOf('=');
  return middle < 0 ? [pair, ''] : [pair.slice(0, middle), pair.slice(middle + 1)];
}
