import { GenjinError } from './error.js';
import type { CreateUploadMutation } from './generated/operations.js';
import { persistently } from './retries.js';
import { send } from './send-file.js';

/** The file as the API knows it; its `id` is what is attached. */
export type UploadedFile = NonNullable<CreateUploadMutation['createUpload']['file']>;

/** What is too large to be held: it is read once, so that a lost line isn't mended. */
export interface Streamed {
  readonly size: number;
  readonly stream: AsyncIterable<Uint8Array>;
}

export interface UploadOptions {
  /** Its name, whose ending says what it is; that of a File where left out. */
  readonly name?: string;
  /** Told how many bytes of how many have been sent. */
  readonly onProgress?: (sent: number, size: number) => void;
  /** Ends it: what is thrown then is the signal's reason. */
  readonly signal?: AbortSignal;
}

interface Announced {
  readonly uploadUrl: string | null;
  readonly file: UploadedFile;
}

/** Announces a file and sends it. A file that is held is sent again where the line is lost. */
export async function upload(
  content: Blob | Streamed,
  options: UploadOptions,
  announce: (input: { name: string; size: number; contentType: string }) => Promise<Announced>,
): Promise<UploadedFile> {
  const { signal, onProgress = () => undefined } = options;
  signal?.throwIfAborted();
  const name = options.name ?? ('name' in content ? String(content.name) : '');
  const { uploadUrl, file } = await announce({ name, size: content.size, contentType: ANY });
  if (!uploadUrl) return file;
  let attempts = 0;
  const once = async () => {
    signal?.throwIfAborted();
    const isRepeated = attempts++ > 0;
    const answer = await send({ url: uploadUrl, contentType: file.contentType, content, onProgress, signal });
    const problem = answer.status < 300 ? null : problemIn(answer);
    if (problem && !(isRepeated && problem.codes.includes(ARRIVED))) throw problem;
  };
  await ('stream' in content && !(content instanceof Blob) ? once() : persistently(once));
  return file;
}

/** The ending of the name says what it is. What a browser takes a file for depends on the programs of its computer. */
const ANY = 'application/octet-stream';

/** All of it arrived the time before, and only the answer was lost. */
const ARRIVED = 'FILE_ALREADY_UPLOADED';

/** As RFC 9457 has it; something between us and the API may answer in a language of its own. */
function problemIn({ status, text }: { readonly status: number; readonly text: string }): GenjinError {
  try {
    const { title, code } = JSON.parse(text) as { readonly title: string; readonly code: string };
    return new GenjinError([{ message: title, extensions: { code } }], status);
  } catch {
    return new GenjinError([], status);
  }
}
