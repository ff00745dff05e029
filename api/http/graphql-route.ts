import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { tooLarge } from '../answer-size.js';
import type { Contexts } from '../create-context.js';
import type { Context } from '../context.js';
import { formatError } from '../errors.js';
import { LIMIT_RULES, PARSE_LIMITS, refuseAnonymousIntrospection, VALIDATION_LIMITS } from '../limits.js';
import { requestScope } from './request-scope.js';
import { statuses } from './statuses.js';

/** Apollo answers these with 405 and what is allowed. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** `/graphql` over HTTP: POST, and GET for queries. Answers how to stop it. */
export async function addGraphql(
  app: FastifyInstance,
  schema: GraphQLSchema,
  contexts: Contexts,
): Promise<() => Promise<void>> {
  const apollo = new ApolloServer<Context>({
    schema,
    formatError: (_, error) => formatError(error, requestScope.getStore()!),
    plugins: [ApolloServerPluginLandingPageDisabled(), statuses, beforeItRuns],
    validationRules: [...LIMIT_RULES],
    validationOptions: VALIDATION_LIMITS,
    parseOptions: PARSE_LIMITS,
    introspection: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: { debug: ignore, info: ignore, warn: ignore, error: ignore }, // what matters passes through formatError
  });
  await apollo.start();
  app.route({
    method: METHODS,
    url: '/graphql',
    handler: (request, reply) =>
      requestScope.run({ ...request.reader }, async () => {
        const gone = new AbortController();
        reply.raw.once('close', () => gone.abort());
        const context = await contextOf(request, contexts, gone.signal);
        return fastifyApolloHandler(apollo, { context: async () => context }).call(app, request, reply);
      }),
  });
  return () => apollo.stop();
}

const ignore = () => undefined;

/** From here on the request's errors are told in the caller's own language. */
async function contextOf(request: FastifyRequest, contexts: Contexts, signal: AbortSignal): Promise<Context> {
  const { authorization, 'accept-language': acceptLanguage } = request.headers;
  const caller = { authorization, acceptLanguage, address: request.ip, requestId: request.id, signal };
  const context = await contexts.of(caller);
  Object.assign(requestScope.getStore()!, { locale: context.locale, timeZone: context.timeZone });
  return context;
}

/** What only a valid document, its variables and its caller tell. */
const beforeItRuns: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, schema, request, contextValue }) {
        refuseAnonymousIntrospection(document, contextValue.viewer);
        const refusal = tooLarge(schema, { document, ...request });
        if (refusal) throw refusal;
      },
    };
  },
};
