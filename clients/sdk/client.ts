import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print, type GraphQLFormattedError } from 'graphql';
import { createClient as createSocketClient, type Client as SocketClient } from 'graphql-ws';
import { GenjinError } from './error.js';
import { Received } from './received.js';

export interface ClientOptions {
  /** Where the API answers, e.g. https://crm.example.com/graphql. */
  readonly url: string;
  /** The access token, or how to get one that hasn't expired; left out for anonymous calls. */
  readonly token?: string | (() => string | null | Promise<string | null>);
  /** A WebSocket class, where the runtime has none of its own. */
  readonly webSocket?: unknown;
}

/** Variables may be left out where none of them has to be given. */
type Variables<V> = Record<string, never> extends V ? [variables?: V] : [variables: V];

export interface Client {
  /** Asks once. Throws GenjinError on top-level errors; a refusal is data of the payload. */
  request<Data, V>(document: TypedDocumentNode<Data, V>, ...variables: Variables<V>): Promise<Data>;
  /**
   * Follows a stream until the loop is left or the stream ends; errors are thrown as GenjinError.
   * A lost connection comes back by itself: give `after` and select `cursor`, and nothing is missed or told twice.
   */
  subscribe<Data, V>(document: TypedDocumentNode<Data, V>, ...variables: Variables<V>): AsyncIterableIterator<Data>;
  /** Ends all subscriptions. */
  close(): Promise<void>;
}

export function createClient(options: ClientOptions): Client {
  let socket: SocketClient | null = null;
  return {
    request: (document, ...[variables]) => request(options, print(document), variables),
    subscribe: (document, ...[variables]) => subscribe((socket ??= socketClient(options)), print(document), variables),
    close: async () => socket?.dispose(),
  };
}

async function request<Data>(options: ClientOptions, query: string, variables: unknown): Promise<Data> {
  const response = await fetch(options.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      ...(await authorization(options)),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answerOf<Data>(response);
  if (errors || data === undefined || data === null) throw new GenjinError(errors ?? [], response.status);
  return data;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/** Something between us and the API may answer in a language of its own. */
async function answerOf<Data>(response: Response): Promise<Answer<Data>> {
  try {
    return (await response.json()) as Answer<Data>;
  } catch {
    return {};
  }
}

/** Subscribes at once; what arrives before the loop begins waits for it. */
function subscribe<Data>(client: SocketClient, query: string, given: unknown): AsyncIterableIterator<Data> {
  const variables: Record<string, unknown> = { ...(given as object | undefined) };
  const received = new Received<Data>();
  const stop = client.subscribe<Data>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) return received.fail(new GenjinError(errors));
        if (!data) return;
        resumeAfter(data, variables);
        received.add(data);
      },
      error: (cause) => received.fail(Array.isArray(cause) ? new GenjinError(cause as GraphQLFormattedError[]) : cause),
      complete: () => received.end(),
    },
  );
  return looped(received, stop);
}

async function* looped<Data>(received: Received<Data>, stop: () => void): AsyncIterableIterator<Data> {
  try {
    yield* received;
  } finally {
    stop();
  }
}

/** The socket client sends the same variables when it connects again, by then with the last cursor that arrived. */
function resumeAfter(data: object, variables: Record<string, unknown>): void {
  for (const value of Object.values(data) as ({ readonly cursor?: unknown } | null)[]) {
    if (typeof value?.cursor === 'string') variables['after'] = value.cursor;
  }
}

function socketClient(options: ClientOptions): SocketClient {
  return createSocketClient({
    url: options.url.replace(/^http/, 'ws'),
    webSocketImpl: options.webSocket,
    connectionParams: () => authorization(options),
    retryAttempts: RETRIES,
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, waitBefore(retries))),
  });
}

/** About two minutes in all. */
const RETRIES = 10;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** Doubling, and spread so that a restarted server isn't asked by all clients at once. */
function waitBefore(retries: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retries) * (0.5 + Math.random() / 2);
}

async function authorization({ token }: ClientOptions): Promise<{ authorization?: string }> {
  const current = typeof token === 'function' ? await token() : token;
  return current ? { authorization: `Bearer ${current}` } : {};
}
