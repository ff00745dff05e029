import type { Server } from 'node:http';
import {
  GraphQLError,
  parse,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type ValidationRule,
} from 'graphql';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Context } from '../context.js';
import type { Contexts } from '../create-context.js';
import type { OpenSockets } from './open-sockets.js';
import { subscriberWith } from './subscribe.js';

/** Bounds of one socket. */
const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_OPERATIONS = 50;
const PING_MS = 12_000;

/** What the stock client takes as "come again": the service restarts. */
const SERVICE_RESTART = 1012;

export interface WebSocketParts {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly contexts: Contexts;
  readonly sockets: OpenSockets;
  /** The same rules, limits and error shape as over HTTP. */
  readonly rulesFor: (context: Context) => readonly ValidationRule[];
  readonly maxTokens: number;
  readonly formatError: (error: unknown, context: Context | null) => GraphQLFormattedError;
}

type Held = Extra & { genjin?: Context; operations?: Set<string> };

/** GraphQL over WebSocket on the path of the API, for queries, mutations and subscriptions alike. */
export function attachWebSocket(parts: WebSocketParts): { close(): Promise<void> } {
  const { server, contexts, sockets } = parts;
  const wss = new WebSocketServer({ server, path: '/graphql', maxPayload: MAX_PAYLOAD_BYTES });
  const contextOf = (held: Held): Context => held.genjin!;
  const graphql = useServer<Record<string, unknown>, Held>(
    {
      schema: parts.schema,
      subscribe: subscriberWith(contexts.again),
      onConnect: async ({ connectionParams, extra }) => {
        const context = await signedInBy(contexts, connectionParams, extra);
        if (!context) return false;
        extra.genjin = context;
        sockets.add(context.viewer!, context.expiresAt, extra.socket);
        return true;
      },
      onSubscribe: ({ extra }, id, payload) => {
        const operations = (extra.operations ??= new Set());
        if (operations.size >= MAX_OPERATIONS) return [tooMany()];
        operations.add(id);
        return checked(parts, contextOf(extra), payload);
      },
      onNext: ({ extra }, _id, _payload, _args, result) => withOurErrors(parts, contextOf(extra), result),
      onError: ({ extra }, _id, _payload, errors) => errors.map((error) => parts.formatError(error, contextOf(extra))),
      onComplete: ({ extra }, id) => void extra.operations?.delete(id),
      onDisconnect: ({ extra }) => sockets.remove(extra.socket),
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

/** Only somebody signed in has anything to subscribe to. Answers no rather than throws: a thrown text would reach the client. */
async function signedInBy(contexts: Contexts, params: Record<string, unknown> | undefined, { request }: Held): Promise<Context | null> {
  const authorization = params?.['authorization'];
  if (typeof authorization !== 'string') return null;
  try {
    const context = await contexts.of({
      authorization,
      acceptLanguage: request.headers['accept-language'],
      address: request.socket.remoteAddress ?? '',
    });
    return context.viewer ? context : null;
  } catch {
    return null;
  }
}

interface Payload {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

function checked({ schema, rulesFor, maxTokens }: WebSocketParts, context: Context, payload: Payload): ExecutionArgs | readonly GraphQLError[] {
  try {
    const document = parse(payload.query, { maxTokens });
    const problems = validate(schema, document, rulesFor(context));
    if (problems.length > 0) return problems;
    return {
      schema,
      document,
      contextValue: context,
      variableValues: payload.variables ?? null,
      operationName: payload.operationName ?? null,
    };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function withOurErrors({ formatError }: WebSocketParts, context: Context, result: ExecutionResult) {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map((error) => formatError(error, context)) };
}

const tooMany = () =>
  new GraphQLError(`At most ${MAX_OPERATIONS} operations run on one connection`, { extensions: { code: 'RATE_LIMITED' } });
