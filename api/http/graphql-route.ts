import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../../commands/store/log.js';
import { tooLarge } from '../answer-size.js';
import type { Contexts } from '../create-context.js';
import type { Context } from '../context.js';
import { goneOf } from '../gone.js';
import { LIMIT_RULES, PARSE_LIMITS, refuseAnonymousIntrospection, VALIDATION_LIMITS } from '../limits.js';
import { signInSecretIn } from '../wecom/sign-in-route.js';
import { ErrorReaders } from './error-readers.js';
import type { Explorer } from './explorer.js';
import { statuses } from './statuses.js';

/** Apollo answers these with 405 and what is allowed. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

interface GraphqlParts {
  readonly contexts: Contexts;
  readonly explorer: Explorer;
  readonly log: Log;
}

/** `/graphql` over HTTP: POST, and GET for queries; a browser that only looks is shown GraphiQL. Answers how to stop it. */
export async function addGraphql(
  app: FastifyInstance,
  schema: GraphQLSchema,
  { contexts, explorer, log }: GraphqlParts,
): Promise<() => Promise<void>> {
  const errorReaders = new ErrorReaders(log);
  const apollo = new ApolloServer<Context>({
    schema,
    formatError: (_, error) => errorReaders.format(error),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(), // it would look at every field, to find that nothing may be cached
      errorReaders.plugin,
      statuses,
      beforeItRuns,
    ],
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
    handler: async (request, reply) => {
      const page = explorer(request, reply);
      if (page) return page;
      const { authorization, 'accept-language': acceptLanguage, cookie } = request.headers;
      const signInSecret = signInSecretIn(cookie);
      const gone = goneOf(reply.raw, () => !reply.raw.destroyed);
      const caller = { authorization, acceptLanguage, address: request.ip, requestId: request.id, signInSecret, gone };
      const context = await contexts.of(caller);
      return fastifyApolloHandler(apollo, { context: async () => context }).call(app, request, reply);
    },
  });
  return () => apollo.stop();
}

const ignore = () => undefined;

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
