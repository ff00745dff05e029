import { GenjinError } from './error.js';
import type { Streamed } from './upload.js';

export interface Sending {
  readonly url: string;
  readonly contentType: string;
  readonly content: Blob | Streamed;
  readonly onProgress: (sent: number, size: number) => void;
  readonly signal: AbortSignal | undefined;
}

interface Sent {
  readonly status: number;
  readonly text: string;
}

/** Sends bytes by PUT. Browsers tell how far a request has come only through XMLHttpRequest. */
export async function send(sending: Sending): Promise<Sent> {
  const { XMLHttpRequest } = globalThis as { readonly XMLHttpRequest?: new () => Xhr };
  try {
    return await (XMLHttpRequest ? sentByPage(new XMLHttpRequest(), sending) : sentByFetch(sending));
  } catch (cause) {
    sending.signal?.throwIfAborted();
    throw new GenjinError([], null, { cause });
  }
}

/** The parts of it that are used here: the SDK compiles without the types of a browser. */
interface Xhr {
  readonly upload: { onprogress: ((event: { readonly loaded: number; readonly total: number }) => void) | null };
  readonly status: number;
  readonly responseText: string;
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: unknown): void;
  abort(): void;
}

async function sentByPage(xhr: Xhr, { url, contentType, content, onProgress, signal }: Sending): Promise<Sent> {
  const abort = () => xhr.abort();
  signal?.addEventListener('abort', abort);
  try {
    return await new Promise<Sent>((resolve, reject) => {
      xhr.open('PUT', url);
      xhr.setRequestHeader('content-type', contentType);
      xhr.upload.onprogress = ({ loaded }) => onProgress(loaded, content.size);
      xhr.onload = () => resolve({ status: xhr.status, text: xhr.responseText });
      xhr.onerror = xhr.onabort = () => reject(new Error('The line was lost'));
      xhr.send(content);
    });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

async function sentByFetch({ url, contentType, content, onProgress, signal }: Sending): Promise<Sent> {
  const bytes = content instanceof Blob ? bytesOf(content) : content.stream;
  // The types of a browser know neither of the two: there it is sent by XMLHttpRequest.
  const { from } = ReadableStream as unknown as {
    readonly from: (chunks: AsyncIterable<Uint8Array>) => ReadableStream;
  };
  const halfDuplex = { duplex: 'half' } as object;
  const response = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': contentType },
    body: from(counted(bytes, content.size, onProgress)),
    ...halfDuplex,
    ...(signal && { signal }),
  });
  return { status: response.status, text: await response.text() };
}

/** In pieces, each of which is a step of the progress. */
async function* bytesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < blob.size; from += PIECE_BYTES)
    yield new Uint8Array(await blob.slice(from, from + PIECE_BYTES).arrayBuffer());
}

const PIECE_BYTES = 256 * 1024;

async function* counted(bytes: AsyncIterable<Uint8Array>, size: number, onProgress: Sending['onProgress']) {
  let sent = 0;
  for await (const chunk of bytes) {
    yield chunk;
    onProgress((sent += chunk.length), size);
  }
}
