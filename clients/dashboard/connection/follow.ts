import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { Client } from '../../sdk/client.js';
import { GenjinError } from '../../sdk/error.js';
import { inChosenLanguage } from './in-chosen-language.js';

const AGAIN_AFTER_MS = 3_000;

export interface Listener<Data> {
  next(data: Data): void;
  /** The stream could not go on where it was: whatever is shown has to be asked anew. */
  missed(): void;
}

/** Follows a stream until it is stopped, however long the line is lost in between; answers how to stop it. */
export function follow<Data>(
  sdk: Client,
  document: TypedDocumentNode<Data, Record<string, unknown>>,
  variables: object,
  listener: Listener<Data>,
): () => void {
  let isStopped = false;
  let current: AsyncIterableIterator<Data> | null = null;
  let after: unknown;
  const once = async () => {
    const from = after === undefined ? variables : { ...variables, after };
    current = sdk.subscribe(document, inChosenLanguage(document, from));
    for await (const data of current) {
      if (isStopped) return;
      after = cursorIn(data) ?? after;
      listener.next(data);
    }
  };
  const always = async () => {
    while (!isStopped) {
      const ended = await once().catch((cause: unknown) => cause);
      if (isStopped || isRefused(ended)) return;
      if (!isExpired(ended)) await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      else {
        after = undefined;
        variables = { ...variables, after: undefined };
        listener.missed();
      }
    }
  };
  void always();
  return () => {
    isStopped = true;
    void current?.return?.();
  };
}

const isExpired = (cause: unknown): boolean => cause instanceof GenjinError && cause.codes.includes('CURSOR_EXPIRED');

/** Asking again would be answered the same. */
const isRefused = (cause: unknown): boolean =>
  cause instanceof GenjinError && cause.codes.some((code) => LASTING.has(code));

const LASTING: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT']);

/** Durable streams go on after the last event that arrived. Live ones, which have no `after`, begin with what is true now. */
function cursorIn(data: unknown): unknown {
  for (const value of Object.values(data as object) as ({ readonly cursor?: unknown } | null)[])
    if (typeof value?.cursor === 'string') return value.cursor;
  return undefined;
}
