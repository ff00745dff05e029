import type { GraphQLFormattedError } from 'graphql';
import { GenjinError } from './error.js';
import type { Line } from './line.js';
import { Received } from './received.js';

/** Subscribes at once; what arrives before the loop begins waits for it. */
export function subscribe<Data>(line: Line, query: string, given: unknown): AsyncIterableIterator<Data> {
  const variables: Record<string, unknown> = { ...(given as object | undefined) };
  const received = new Received<Data>();
  const stop = line.subscribe<Data>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (errors) return received.fail(new GenjinError(errors));
        if (!data) return;
        resumeAfter(data, variables);
        received.add(data);
      },
      error: (cause) => received.fail(asError(cause)),
      complete: () => received.end(),
    },
  );
  return looped(received, stop);
}

const asError = (cause: unknown): GenjinError => {
  if (cause instanceof GenjinError) return cause;
  return Array.isArray(cause)
    ? new GenjinError(cause as GraphQLFormattedError[])
    : new GenjinError([], null, { cause }); // the line stayed lost
};

/** Ends at once when it is left, also by somebody else than who waits for the next. */
function looped<Data>(received: Received<Data>, stop: () => void): AsyncIterableIterator<Data> {
  const items = received[Symbol.asyncIterator]();
  const loop: AsyncIterableIterator<Data> = {
    next: () => items.next(),
    return: async () => {
      stop();
      received.end();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => loop,
  };
  return loop;
}

/** A line sends the same variables when it connects again, by then with the last cursor that arrived. */
function resumeAfter(data: object, variables: Record<string, unknown>): void {
  for (const value of Object.values(data) as ({ readonly cursor?: unknown } | null)[]) {
    if (typeof value?.cursor === 'string') variables['after'] = value.cursor;
  }
}
