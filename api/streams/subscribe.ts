import { createSourceEventStream, execute, GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Context } from '../context.js';

/** Makes a context of its own for one event: fresh loaders, and the rights and language the person has now. */
export type Refresh = (context: Context) => Promise<Context>;

/**
 * Subscribes like graphql-js does, but executes each event in a context of its own: loaders that outlive
 * an event would answer with what they saw first.
 */
export function subscriberWith(refresh: Refresh) {
  return async (args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> => {
    const source = await createSourceEventStream(args);
    if (!isStream(source)) return source;
    const events: AsyncIterator<unknown> = source[Symbol.asyncIterator]();
    const executed = async (rootValue: unknown): Promise<ExecutionResult> =>
      execute({ ...args, rootValue, contextValue: await refresh(args.contextValue as Context) });
    let isOver = false;
    const stream: AsyncIterableIterator<ExecutionResult> = {
      async next() {
        if (isOver) return { done: true, value: undefined };
        try {
          const event = await events.next();
          return event.done ? { done: true, value: undefined } : { done: false, value: await executed(event.value) };
        } catch (error) {
          isOver = true;
          await events.return?.();
          return { done: false, value: { errors: [asGraphqlError(error)] } };
        }
      },
      async return() {
        await events.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };
}

/** What ends a stream is told on it, by its code: thrown, it would close the socket with its text as the reason. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('The stream ended', { originalError: error as Error });
}

function isStream(value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
