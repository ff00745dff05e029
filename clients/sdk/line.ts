import type { Client as SocketClient } from 'graphql-ws';
import type { SessionAccess } from './line-tokens.js';
import { openEventStream } from './event-stream.js';
import { ask } from './http.js';
import { GenjinError } from './error.js';
import { openSocket } from './socket.js';

/** What subscriptions run over. It comes back by itself, with a token of its own each time, until the session has ended. */
export type Line = Pick<SocketClient, 'subscribe' | 'dispose'>;

/** WEBSOCKET is one connection for all subscriptions, SSE one for each. AUTO is WebSocket, and SSE where WebSocket doesn't pass. */
export type Transport = 'AUTO' | 'WEBSOCKET' | 'SSE';

/** How a line is opened. */
export interface Access extends SessionAccess {
  readonly url: string;
  readonly transport: Transport;
  readonly webSocket: unknown;
}

/** Connects with the first subscription. */
export function openLine(access: Access): Line {
  const canSocket = Boolean(access.webSocket ?? (globalThis as { readonly WebSocket?: unknown }).WebSocket);
  if (access.transport === 'WEBSOCKET') return openSocket(access).line;
  return access.transport === 'SSE' || !canSocket ? openEventStream(access) : openEither(access);
}

/** A WebSocket for as long as it passes. Where it doesn't while plain HTTP does, something on the way keeps it back: then event streams. */
function openEither(access: Access): Line {
  const socket = openSocket({ ...access, answers: () => doesAnswer(access.url) });
  let events: Line | null = null;
  return {
    subscribe(operation, sink) {
      if (events) return events.subscribe(operation, sink);
      const goOn = () => (stop = (events ??= openEventStream(access)).subscribe(operation, sink));
      let stop = socket.line.subscribe(operation, {
        next: (result) => sink.next(result as Parameters<typeof sink.next>[0]),
        error: (cause) => (socket.isKeptBack(cause) ? goOn() : sink.error(cause)),
        complete: () => sink.complete(),
      });
      return () => stop();
    },
    async dispose() {
      await Promise.all([socket.line.dispose(), events?.dispose()]);
    },
  };
}

const doesAnswer = (url: string): Promise<boolean> =>
  ask({
    url,
    query: '{ __typename }',
    variables: {},
    token: null,
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
  }).then(
    () => true,
    (cause: unknown) => cause instanceof GenjinError && cause.codes.length > 0,
  );

const ANSWERS_WITHIN_MS = 5_000;
