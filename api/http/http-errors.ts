import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { formatError } from '../errors.js';
import { retryAfterOf, statusOf } from './statuses.js';

/** Requests that GraphQL never saw (no such page, a body that is no JSON, a token that isn't valid) are answered in its shape. */
export function addHttpErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const formatted = formatError(readable(error), request.reader);
    return answer(reply, formatted, isCallers(error) ? error.statusCode : statusOf(formatted));
  });
  app.setNotFoundHandler((request, reply) => answer(reply, nothingHere(request), 404));
}

/** What fastify itself complains about (4xx) may be told; anything else goes through the translation as it is. */
const readable = (error: unknown): unknown => (isCallers(error) ? new GraphQLError(error.message) : error);

function isCallers(error: unknown): error is FastifyError & { statusCode: number } {
  const { code, statusCode } = error as Partial<FastifyError>;
  return code?.startsWith('FST_') === true && statusCode !== undefined && statusCode < 500;
}

function nothingHere({ method }: FastifyRequest): GraphQLFormattedError {
  return { message: `Nothing answers ${method} here`, extensions: { code: 'NOT_FOUND' } };
}

function answer(reply: FastifyReply, error: GraphQLFormattedError, status: number): FastifyReply {
  const retryAfter = retryAfterOf(error);
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  return reply.code(status).send({ errors: [error] });
}
