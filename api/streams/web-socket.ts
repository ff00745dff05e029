import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import {
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type ExecutionArgs,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Log } from '../../commands/store/log.js';
import { tooLarge } from '../answer-size.js';
import type { Context, SignedIn } from '../context.js';
import type { Contexts } from '../create-context.js';
import { formatError, type ErrorCode } from '../errors.js';
import { LIMIT_RULES, PARSE_LIMITS, VALIDATION_LIMITS } from '../limits.js';
import type { WebSocketDoor } from '../server.js';
import type { OpenSockets } from './open-sockets.js';
import { asGraphqlError, subscriberWith } from './subscribe.js';

/** Bounds of one socket. */
const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_OPERATIONS = 50;
const PING_MS = 12_000;

/** What the stock client takes as "come again": the service restarts. */
const SERVICE_RESTART = 1012;

export interface WebSocketParts {
  readonly contexts: Contexts;
  readonly sockets: OpenSockets;
  readonly log: Log;
}

/** A socket's caller. */
interface Held extends Extra, Record<PropertyKey, unknown> {
  caller?: Context & { readonly viewer: SignedIn; readonly expiresAt: Date };
}

interface Payload {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null | undefined;
  readonly operationName?: string | null | undefined;
}

/** GraphQL over WebSocket on the path of the API, for queries, mutations and subscriptions alike: the same rules, limits and errors as over HTTP. */
export function attachWebSocket(server: Server, schema: GraphQLSchema, parts: WebSocketParts): WebSocketDoor {
  const wss = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_PAYLOAD_BYTES });
  wss.on('error', () => undefined); // the HTTP server's own errors are told where it is started
  const { contexts, sockets } = parts;
  const graphql = useServer<Record<string, unknown>, Held>(
    {
      schema,
      subscribe: subscriberWith((context) => contexts.again(context)),
      onConnect: async ({ connectionParams, extra }) => {
        const caller = await callerIn(contexts, connectionParams, extra);
        if (!caller) return false;
        extra.caller = caller;
        sockets.add(caller.viewer, caller.expiresAt, extra.socket);
        return true;
      },
      onSubscribe: async ({ extra, subscriptions }, _id, payload) => {
        if (Object.keys(subscriptions).length > MAX_OPERATIONS) return [tooManyOperations()];
        const context = await contexts.again(extra.caller!).catch(asGraphqlError);
        return context instanceof GraphQLError ? [context] : checked(schema, payload, context);
      },
      onNext: ({ extra }, _id, _payload, _args, result) => withOurErrors(result, told(extra, parts)),
      onError: ({ extra }, _id, _payload, errors) => errors.map(told(extra, parts)),
    },
    wss,
    PING_MS,
  );
  return {
    async close() {
      for (const socket of wss.clients) socket.close(SERVICE_RESTART, 'Service restart');
      await graphql.dispose();
    },
  };
}

/** Only somebody signed in has anything to ask here. Answers no rather than throws: a thrown text would reach the client. */
async function callerIn(contexts: Contexts, params: Record<string, unknown> | undefined, { request, socket }: Held) {
  const authorization = params?.['authorization'];
  if (typeof authorization !== 'string') return null;
  const acceptLanguage = request.headers['accept-language'];
  const address = request.socket.remoteAddress ?? '';
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  const context = await contexts.of({ authorization, acceptLanguage, address, signal: gone.signal }).catch(() => null);
  if (!context?.viewer || !context.expiresAt) return null;
  return { ...context, viewer: context.viewer, expiresAt: context.expiresAt };
}

const tooManyOperations = () =>
  new GraphQLError(`At most ${MAX_OPERATIONS} operations run on one connection`, {
    extensions: { code: 'RATE_LIMITED' satisfies ErrorCode },
  });

function checked(
  schema: GraphQLSchema,
  payload: Payload,
  contextValue: Context,
): ExecutionArgs | readonly GraphQLError[] {
  const document = parsed(payload.query);
  if (document instanceof GraphQLError) return [document];
  const problems = validate(schema, document, [...specifiedRules, ...LIMIT_RULES], VALIDATION_LIMITS);
  if (problems.length > 0) return problems;
  const { variables = null, operationName = null } = payload;
  const refusal = tooLarge(schema, { document, variables, operationName });
  if (refusal) return [refusal];
  return { schema, document, contextValue, variableValues: variables, operationName };
}

function parsed(query: string) {
  try {
    return parse(query, PARSE_LIMITS);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** How an error is told to the socket's caller. */
function told({ caller }: Held, { log }: WebSocketParts): (error: GraphQLError) => GraphQLFormattedError {
  const { locale, timeZone } = caller!;
  return (error) => formatError(error, { locale, timeZone, requestId: randomUUID(), log });
}

function withOurErrors(
  result: { readonly errors?: readonly GraphQLError[] | undefined },
  tell: (error: GraphQLError) => GraphQLFormattedError,
) {
  return result.errors ? { ...result, errors: result.errors.map(tell) } : undefined;
}
