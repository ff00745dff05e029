import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Context } from '../context.js';
import type { ErrorCode } from '../errors.js';

/** The status of a call that has no data, by the code of its first error. */
const STATUSES: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  RATE_LIMITED: 429,
  QUERY_TOO_COMPLEX: 400,
  CURSOR_EXPIRED: 410,
  SLOW_CONSUMER: 429,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** What proxies, load balancers and retrying clients have to see, even where a field was what failed. */
const OF_THE_WHOLE_CALL: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
]);

export const codeOf = (error: GraphQLFormattedError | undefined): ErrorCode =>
  (error?.extensions?.['code'] ?? 'INTERNAL') as ErrorCode;

export const statusOf = (error: GraphQLFormattedError): number => STATUSES[codeOf(error)];

/** Where an error says when to ask again, HTTP says so too. */
export function retryAfterOf(error: GraphQLFormattedError): string | null {
  const seconds = error.extensions?.['retryAfter'];
  return typeof seconds === 'number' ? String(seconds) : null;
}

/**
 * GraphQL over HTTP: an answer with data is 200. One that failed before it ran is 4xx, but 200 for clients of the older
 * application/json, who take anything else for a broken server. One that ran into nothing but an error of the whole call gives up its
 * empty data for a status of its own.
 */
export const statuses: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, errors, response: { body, http } }) {
        if (body.kind !== 'single') return;
        const result = body.singleResult;
        const first = result.errors?.[0];
        if (!first || result.data) return;
        const isOfTheWholeCall = OF_THE_WHOLE_CALL.has(codeOf(first));
        if (isOfTheWholeCall) {
          delete result.data;
          http.status = statusOf(first);
        } else if (result.data === null || (isAboutTheDocument(errors?.[0]) && !speaksNewMediaType(request))) {
          http.status = 200;
        }
        const retryAfter = retryAfterOf(first);
        if (retryAfter !== null) http.headers.set('retry-after', retryAfter);
      },
    };
  },
};

const ABOUT_THE_DOCUMENT: ReadonlySet<unknown> = new Set([
  ApolloServerErrorCode.GRAPHQL_PARSE_FAILED,
  ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED,
  ApolloServerErrorCode.BAD_USER_INPUT,
]);

/** A request in order, whose document or variables aren't. */
const isAboutTheDocument = (error: GraphQLError | undefined): boolean =>
  ABOUT_THE_DOCUMENT.has(error?.extensions['code']);

const speaksNewMediaType = ({ http }: GraphQLRequest): boolean =>
  /application\/graphql-response\+json/i.test(http?.headers.get('accept') ?? '');
