import type { FormattedExecutionResult } from 'graphql';
import type { Sink, SubscribePayload } from 'graphql-ws';
import { GenjinError, isUnauthenticated } from './error.js';
import { answerIn, authorization } from './http.js';
import type { Access, Line } from './line.js';
import { LineTokens } from './line-tokens.js';
import { mayPass, RECONNECTS, waitBefore } from './retries.js';
import { eventsIn } from './server-sent-events.js';

/** Subscriptions over server-sent events, a request for each: graphql-sse's distinct connections mode. */
export function openEventStream(access: Access): Line {
  const running = new Set<AbortController>();
  return {
    subscribe(operation, sink) {
      const control = new AbortController();
      running.add(control);
      follow(access, operation, { sink: sink as AnySink, signal: control.signal })
        .then(
          () => sink.complete(),
          (cause: unknown) => sink.error(cause),
        )
        .finally(() => running.delete(control));
      return () => control.abort();
    },
    dispose: () => running.forEach((control) => control.abort()),
  };
}

type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;
type AnySink = Sink<Result>;

/** Asks again wherever the line breaks; what `operation` has in its variables by then says from where to go on. */
async function follow(
  access: Access,
  operation: SubscribePayload,
  { sink, signal }: { readonly sink: AnySink; readonly signal: AbortSignal },
): Promise<void> {
  const tokens = new LineTokens(access);
  for (let failures = 0; ;) {
    try {
      const token = await tokens.next();
      for await (const result of resultsOf({ url: access.url, operation, token, signal })) {
        failures = 0;
        sink.next(result);
      }
      return;
    } catch (cause) {
      if (signal.aborted) return;
      if (isUnauthenticated(cause) && cause instanceof Ended) tokens.refuse();
      else if (failures === RECONNECTS || !(cause instanceof GenjinError && mayPass(cause))) throw cause;
      await waitBefore(failures++, signal);
    }
  }
}

/** The API ended a stream, or didn't begin it. */
class Ended extends GenjinError {}

interface Request {
  readonly url: string;
  readonly operation: SubscribePayload;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/** Ends where the API says that it is complete; throws where the line breaks before. */
async function* resultsOf({ url, operation, token, signal }: Request): AsyncGenerator<Result> {
  const ended = new AbortController();
  const end = () => ended.abort();
  signal.addEventListener('abort', end);
  let silence = setTimeout(end, SILENCE_MS);
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(end, SILENCE_MS);
  };
  try {
    const response = await fetch(`${url}/stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...authorization(token) },
      body: JSON.stringify(operation),
      signal: ended.signal,
    });
    if (!response.ok || !response.body) throw new Ended(answerIn(await response.text()).errors ?? [], response.status);
    for await (const event of eventsIn(response.body, heard)) {
      if (event.name === 'complete') return;
      if (event.name === 'next') yield resultIn(event.data);
    }
    throw new GenjinError([]);
  } catch (cause) {
    throw cause instanceof GenjinError ? cause : new GenjinError([], null, { cause });
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    ended.abort();
  }
}

function resultIn(data: string): Result {
  const result = JSON.parse(data) as Result;
  const failure = new Ended(result.errors ?? []);
  if (isUnauthenticated(failure)) throw failure;
  return result;
}

/** The API says something every 12 seconds; after three times that the line is dead, whatever it looks like. */
const SILENCE_MS = 40_000;
