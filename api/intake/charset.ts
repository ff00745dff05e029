import { message } from '../../domain/message.js';
import { Problem } from './problem.js';

/** What forms in Chinese are written in: GB 2312 and GBK are read as what contains both. */
const CHARSETS = ['utf-8', 'gbk', 'gb18030'];

/** Bytes as text, or a problem where they aren't valid; nothing is replaced silently. */
export type Decode = (bytes: Uint8Array) => string;

export function decoderOf(charset: string): Decode {
  const decoder = textDecoder(charset);
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw badEncoding(decoder.encoding);
    }
  };
}

export const badEncoding = (charset: string): Problem =>
  new Problem('bad-encoding', message('INTAKE_ENCODING_DETAIL', { charset }));

function textDecoder(charset: string) {
  const unsupported = new Problem(
    'unsupported-type',
    message('INTAKE_CHARSET_DETAIL', { allowed: CHARSETS.join(', ') }),
  );
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    if (CHARSETS.includes(decoder.encoding)) return decoder;
  } catch {
    throw unsupported;
  }
  throw unsupported;
}
