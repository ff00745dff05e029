import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type ExecutionResult } from 'graphql';
import { createHandler, type ExecutionPatchResult, type RequestParams } from 'graphql-sse';
import type { Log } from '../../commands/store/log.js';
import type { Context, SignedIn } from '../context.js';
import { formatError, RateLimited, Unauthenticated } from '../errors.js';
import { goneOf } from '../gone.js';
import { asGraphqlError } from './as-graphql-error.js';
import { Following } from './following.js';
import { IteratedOutlet } from './outlet.js';
import type { Session } from './sessions.js';
import type { Subscription } from './subscribe.js';
import type { SocketParts } from './web-socket.js';

/** Whoever was one too many may come again after this. */
const RETRY_AFTER_SECONDS = 2;

/** How long a reader may take to take what is left once the stream has ended. */
const LAST_WORDS_MS = 5_000;

/** One operation of somebody, while it is answered. */
interface Asked {
  readonly context: Context;
  readonly session: Session;
  outlet?: IteratedOutlet;
  following?: Following;
}

type SignedInContext = Context & { readonly viewer: SignedIn; readonly expiresAt: Date };

/**
 * GraphQL over server-sent events, a connection for each operation (graphql-sse's distinct connections mode), where WebSocket doesn't
 * pass: the same operations by the same rules. Answers how to end all of them.
 */
export function addEventStream(app: FastifyInstance, parts: SocketParts): () => void {
  const open = new Set<FastifyReply>();
  const handle = handlerWith(parts);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql/stream',
    handler: async (request, reply) => {
      if (!request.headers.accept?.includes('text/event-stream')) return reply.code(406).send(WANTS_EVENTS);
      counted(reply, parts.admission.arrive(request.ip));
      const context = await contextOf(request, reply, parts);
      counted(reply, parts.admission.signIn(context.viewer.id));
      const asked = join(context, reply, parts);
      open.add(reply);
      reply.raw.once('close', () => open.delete(reply));
      await write(await handle(requestOf(request, asked)), reply, asked);
      return reply;
    },
  });
  return () => {
    for (const { raw } of open) raw.destroy(); // without a word that it is complete: the client comes again
  };
}

const WANTS_EVENTS = {
  errors: [{ message: 'Streams are text/event-stream', extensions: { code: 'BAD_USER_INPUT' } }],
};

/** Counted until the connection closes; refused where there are too many. */
function counted({ raw }: FastifyReply, leave: (() => void) | null): void {
  if (!leave) throw new RateLimited('TOO_MANY_CONNECTIONS', RETRY_AFTER_SECONDS);
  raw.once('close', leave);
}

async function contextOf(request: FastifyRequest, { raw }: FastifyReply, parts: SocketParts): Promise<SignedInContext> {
  const { authorization, 'accept-language': acceptLanguage } = request.headers;
  const gone = goneOf(raw, () => !raw.destroyed);
  const caller = { authorization, acceptLanguage, address: request.ip, requestId: request.id, gone };
  const context = await parts.contexts.of(caller);
  Object.assign(request.reader, { locale: context.locale, timeZone: context.timeZone });
  const { viewer, expiresAt } = context;
  if (!viewer || !expiresAt) throw new Unauthenticated('UNAUTHENTICATED');
  return { ...context, viewer, expiresAt };
}

/** The stream ends with its caller's token, session or account. */
function join(context: SignedInContext, { raw }: FastifyReply, { sessions }: SocketParts): Asked {
  const { viewer, expiresAt } = context;
  const end = () => asked.following?.end({ errors: [asGraphqlError(new Unauthenticated('SESSION_ENDED'))] });
  const { session, leave } = sessions.join(viewer, { expiresAt, end });
  const asked: Asked = { context, session };
  raw.once('close', leave);
  return asked;
}

function handlerWith({ operations, subscribe, log }: SocketParts) {
  return createHandler<FastifyRequest, Asked, Record<PropertyKey, unknown>>({
    authenticate: () => null, // no single connection mode: a stream is a request
    onSubscribe: ({ context: asked }, params: RequestParams) => {
      const operation = operations.check(params);
      if (!('document' in operation)) return refused(operation);
      const outletOf = (following: Following) => {
        asked.following = following;
        return (asked.outlet = new IteratedOutlet(following));
      };
      return { ...operation, contextValue: { ...asked.context }, session: asked.session, outletOf };
    },
    subscribe: (args) => subscribe(args as unknown as Subscription),
    onNext: (_, { context: { context } }, result) => withToldErrors(result, context, log),
  });
}

/** A stream of nothing but what is wrong: the client takes it for an answer, and an HTTP error for a broken line. */
function refused(errors: readonly GraphQLError[]): Following {
  const following = new Following();
  following.end({ errors });
  return following;
}

type Result = ExecutionResult | ExecutionPatchResult;

/** What the hub has answered is told already. */
function withToldErrors(result: Result, { locale, timeZone }: Context, log: Log): Result {
  if (!('errors' in result) || !result.errors) return result;
  const reader = { locale, timeZone, requestId: randomUUID(), log };
  const told = result.errors.map((error) => (error instanceof GraphQLError ? formatError(error, reader) : error));
  return { ...result, errors: told as unknown as readonly GraphQLError[] };
}

const requestOf = (request: FastifyRequest, context: Asked) => ({
  method: request.method,
  url: request.url,
  headers: {
    get: (name: string) => (name === 'accept' ? 'text/event-stream' : (request.headers[name] as string | undefined)),
  },
  body: request.body as Record<string, unknown> | null,
  raw: request,
  context,
});

type Answer = Awaited<ReturnType<ReturnType<typeof handlerWith>>>;

async function write([body, { status, statusText, headers }]: Answer, reply: FastifyReply, asked: Asked) {
  const { raw } = reply;
  const ours = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  reply.hijack();
  raw.writeHead(status, statusText, { ...Object.fromEntries(ours), 'x-accel-buffering': 'no', ...headers });
  if (body === null || typeof body === 'string') return void raw.end(body);
  raw.once('close', () => void body.return());
  asked.following?.onEnd(() => setTimeout(() => raw.destroy(), LAST_WORDS_MS).unref());
  for await (const chunk of body) {
    if (!(await isWritten(reply, chunk))) break;
    if (chunk.startsWith('event: next')) asked.outlet?.taken();
  }
  raw.end();
}

/** Resolves once the reader's line has taken it, with false where it has gone. */
function isWritten({ raw }: FastifyReply, chunk: string): Promise<boolean> {
  if (raw.destroyed) return Promise.resolve(false);
  return new Promise((resolve) => raw.write(chunk, (error) => resolve(!error)));
}
