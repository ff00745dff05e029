import { createClient, type Client as SocketClient } from 'graphql-ws';
import { isUnauthenticated } from './error.js';
import { authorization } from './http.js';
import { LineTokens, type SessionAccess } from './line-tokens.js';
import { RECONNECTS, waitBefore } from './retries.js';

interface Access extends SessionAccess {
  readonly url: string;
  readonly webSocket: unknown;
  /** Whether the API answers by another way than a socket. */
  readonly answers?: () => Promise<boolean>;
}

export interface Socket {
  readonly line: SocketClient;
  /** Whether what a subscription ended with is that no socket comes through, while the API answers. */
  readonly isKeptBack: (cause: unknown) => boolean;
}

export function openSocket({ url, webSocket, answers, ...access }: Access): Socket {
  const tokens = new LineTokens(access);
  const pulse = new Pulse();
  let answeredElsewhere = false;
  const isKeptBack = (cause: unknown) => answeredElsewhere && neverOpened(cause);
  const line = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: webSocket,
    connectionParams: async () => authorization(await tokens.next()),
    keepAlive: PING_MS,
    on: {
      connected: () => (answeredElsewhere = false),
      ping: (isTheirs) => !isTheirs && pulse.expect(() => line.terminate()),
      pong: () => pulse.heard(),
      closed: (event) => {
        pulse.heard();
        if (codeOf(event) === FORBIDDEN) tokens.refuse();
      },
    },
    retryAttempts: RECONNECTS,
    retryWait: async (retries) => {
      await waitBefore(retries);
      answeredElsewhere = (await answers?.()) ?? false;
    },
    shouldRetry: (cause) => !isUnauthenticated(cause) && !isKeptBack(cause),
  });
  return { line, isKeptBack };
}

/** What the API closes with when a token is no longer good. */
const FORBIDDEN = 4403;

/** No close frame came, as where no socket was opened at all. */
const ABNORMAL = 1006;

const codeOf = (event: unknown): number | undefined => (event as { readonly code?: number } | null)?.code;

const neverOpened = (cause: unknown): boolean => [undefined, ABNORMAL].includes(codeOf(cause));

const PING_MS = 20_000;
const PONG_WITHIN_MS = 15_000;

/** A line that was cut without a word looks open for many minutes, unless somebody asks. */
class Pulse {
  private timer: ReturnType<typeof setTimeout> | undefined;

  expect(isDead: () => void): void {
    this.timer = setTimeout(isDead, PONG_WITHIN_MS);
  }

  heard(): void {
    clearTimeout(this.timer);
  }
}
