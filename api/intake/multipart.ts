import { isUtf8 } from 'node:buffer';
import { Busboy } from '@fastify/busboy';
import { message } from '../../domain/message.js';
import { badEncoding, decoderOf } from './charset.js';
import { Problem } from './problem.js';
import type { Pairs } from './read-body.js';

/** The fields of a form that could carry files, which aren't accepted; a file input that was left empty is nothing. */
export async function fieldsOfMultipart(contentType: string, bytes: Buffer, charset: string | null): Promise<Pairs> {
  if (charset !== null) decoderOf(charset);
  const pairs = await parse(contentType, bytes, charset ?? 'utf-8');
  if (charset === null && !isUtf8(bytes)) throw badEncoding('utf-8');
  return pairs;
}

function parse(contentType: string, bytes: Buffer, defCharset: string): Promise<Pairs> {
  const pairs: (readonly [string, string])[] = [];
  return new Promise((resolve, reject) => {
    const malformed = () => reject(new Problem('unreadable-body', message('INTAKE_BODY_FORM')));
    const parser = parserOf(contentType, defCharset);
    if (!parser) return malformed();
    parser.on('field', (name, value) => pairs.push([name, value]));
    parser.on('file', (name, file, filename) => {
      file.resume();
      if (filename)
        reject(new Problem('file-not-accepted', message('INTAKE_FILE_DETAIL', { field: name }), { field: name }));
    });
    parser.on('error', malformed);
    parser.on('finish', () => resolve(pairs));
    parser.end(bytes);
  });
}

function parserOf(contentType: string, defCharset: string) {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, defCharset });
  } catch {
    return null;
  }
}
