import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { fileTypeFromStream } from 'file-type';
import type { FileKind } from '../../domain/file/kinds.js';
import { message } from '../../domain/message.js';
import { FileProblem } from './file-problem.js';

/** The bytes as they pass: no more than announced, no fewer, and readable where the kind is text. */
export async function* checkedBytes(
  bytes: AsyncIterable<Buffer>,
  { kind, size }: { readonly kind: FileKind; readonly size: number },
): AsyncGenerator<Buffer> {
  const text = kind.content === 'TEXT' ? new TextCheck() : null;
  let received = 0;
  for await (const chunk of bytes) {
    received += chunk.length;
    if (received > size) throw new FileProblem(413, message('FILE_SIZE_DIFFERS', { size }));
    if (text && !text.accepts(chunk)) throw falseContent(kind);
    yield chunk;
  }
  if (received < size) throw new FileProblem(400, message('FILE_SIZE_DIFFERS', { size }));
  if (text && !text.isComplete()) throw falseContent(kind);
}

/** Whether bytes begin like a file of this kind; a name and a header prove nothing. */
export async function isOfKind({ content }: FileKind, bytes: Readable): Promise<boolean> {
  if (content === 'TEXT') return true; // read while it passed
  try {
    return (await fileTypeFromStream(bytes))?.mime === content;
  } finally {
    bytes.destroy();
  }
}

export const falseContent = ({ extension }: FileKind): FileProblem =>
  new FileProblem(415, message('FILE_CONTENT_FALSE', { extension }));

/** Text as Chinese programs write it: UTF-8 or GB18030, without control characters. */
class TextCheck {
  private decoders = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }));

  accepts(chunk: Buffer): boolean {
    if (/[\x00-\x08\x0e-\x1f]/.test(chunk.toString('latin1'))) return false;
    this.decoders = this.decoders.filter((decoder) => reads(decoder, chunk, true));
    return this.decoders.length > 0;
  }

  isComplete(): boolean {
    return this.decoders.some((decoder) => reads(decoder, Buffer.alloc(0), false));
  }
}

function reads(decoder: TextDecoder, chunk: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream });
    return true;
  } catch {
    return false;
  }
}
