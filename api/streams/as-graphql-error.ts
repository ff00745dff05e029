import { GraphQLError } from 'graphql';

/** What ends a stream is told on it, by its code: thrown, it would close the socket with its text as the reason. */
export function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('The stream ended', { originalError: error as Error });
}
