import type { EventEmitter } from 'node:events';

/** Aborted once a connection has closed. Most who are asked never look: nothing is made before somebody does. */
export function goneOf(connection: EventEmitter, isOpen: () => boolean): () => AbortSignal {
  return () => {
    const gone = new AbortController();
    if (isOpen()) connection.once('close', () => gone.abort());
    else gone.abort();
    return gone.signal;
  };
}
