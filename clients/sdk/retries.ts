import { GenjinError } from './error.js';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** How often a line that was lost is opened again: about two minutes in all. */
export const RECONNECTS = 10;

/** Doubling, and spread so that a restarted server isn't asked by all clients at once. */
export const waitBefore = (retries: number, signal?: AbortSignal): Promise<void> => wait(pause(retries), signal);

const pause = (retries: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retries) * (0.5 + Math.random() / 2);

/** Ends early where the signal says so. */
export const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
  });

/** Asks again where the line was lost or the API is busy: about eight seconds in all, or as long as the API itself says; no more once the signal says so. */
export async function persistently<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (let retries = 0; ; retries++) {
    try {
      return await ask();
    } catch (cause) {
      if (!(cause instanceof GenjinError) || !mayPass(cause) || signal?.aborted) throw cause;
      const askedMs = (cause.retryAfter ?? 0) * 1000;
      if (retries === RETRIES || askedMs > LONGEST_WAIT_MS) throw cause;
      await wait(askedMs + pause(retries), signal);
    }
  }
}

const RETRIES = 5;

/** Where something else answered than the API, its gateway may be without a server for a moment. */
export const mayPass = ({ codes, status }: GenjinError): boolean =>
  codes.length === 0 ? NO_ANSWER.has(status) : codes.every((code) => PASSING.has(code));

const NO_ANSWER: ReadonlySet<number | null> = new Set([null, 502, 503, 504]);
const PASSING: ReadonlySet<string> = new Set(['UNAVAILABLE', 'RATE_LIMITED']);
