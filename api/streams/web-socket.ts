import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket as Line } from 'node:net';
import type { Duplex } from 'node:stream';
import proxyAddr from '@fastify/proxy-addr';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Context as SocketContext } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Log } from '../../commands/store/log.js';
import type { Locale } from '../../domain/people.js';
import type { SignedIn } from '../context.js';
import type { Contexts, StandingCaller } from '../create-context.js';
import { formatError, type ErrorCode } from '../errors.js';
import type { Operations } from '../operations.js';
import type { Admission } from './admission.js';
import { asGraphqlError } from './as-graphql-error.js';
import type { StreamLimits } from './limits.js';
import { SocketOutlet } from './outlet.js';
import type { Session, Sessions } from './sessions.js';
import type { Subscribe, Subscription } from './subscribe.js';

/** Whoever is refused for what they are; the stock client signs in anew after this code, and gives up after 4401. */
const FORBIDDEN = 4403;
/** The stock client comes again after these: the service restarts, or has too much to do. */
const SERVICE_RESTART = 1012;
const TRY_AGAIN_LATER = 1013;
/** Nothing was going on. */
const NORMAL = 1000;

export interface WebSocketDoor {
  close(): Promise<void>;
}

export interface SocketParts {
  readonly contexts: Contexts;
  readonly operations: Operations;
  readonly sessions: Sessions;
  readonly subscribe: Subscribe;
  readonly admission: Admission;
  readonly limits: StreamLimits;
  readonly log: Log;
}

/** A socket's caller. */
interface Held extends Extra, Record<PropertyKey, unknown> {
  caller?: Caller;
}

interface Caller extends StandingCaller {
  readonly viewer: SignedIn;
  readonly session: Session;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly line: Line;
  usedAt: number;
}

type Socket = SocketContext<Record<string, unknown>, Held>;

/** GraphQL over WebSocket on the path of the API, for queries, mutations and subscriptions alike: the same rules, limits and errors as over HTTP. */
export function attachWebSocket(server: Server, parts: SocketParts): WebSocketDoor {
  const { contexts, operations, limits } = parts;
  const wss = new WebSocketServer({ noServer: true, maxPayload: limits.payloadBytes, perMessageDeflate: false });
  const graphql = useServer<Record<string, unknown>, Held>(
    {
      connectionInitWaitTimeout: limits.initSeconds * 1000,
      subscribe: (args) => parts.subscribe(args as Subscription),
      onConnect: (socket) => isWelcome(socket, parts),
      onSubscribe: async ({ extra, subscriptions }, id, payload) => {
        const caller = extra.caller!;
        caller.usedAt = Date.now();
        if (Object.keys(subscriptions).length > limits.operationsPerSocket) return [tooManyOperations(limits)];
        const operation = operations.check(payload);
        if (!('document' in operation)) return operation;
        const contextValue = await contexts.again(caller).catch(asGraphqlError);
        if (contextValue instanceof GraphQLError) return [contextValue];
        const outletOf = () => new SocketOutlet(extra.socket, caller.line, id, limits.unsentBytes);
        return { ...operation, contextValue, session: caller.session, outletOf };
      },
      onNext: ({ extra }, _id, _payload, _args, result) => withOurErrors(result, told(extra, parts)),
      onError: ({ extra }, _id, _payload, errors) => errors.map(told(extra, parts)),
    },
    wss,
    limits.pingSeconds * 1000,
  );
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '', 'http://here');
    if (pathname !== '/graphql') socket.destroy();
    else wss.handleUpgrade(request, socket, head, (accepted) => letIn(accepted, request, wss, parts));
  };
  server.on('upgrade', upgrade);
  return {
    async close() {
      server.off('upgrade', upgrade);
      for (const socket of wss.clients) socket.close(SERVICE_RESTART, 'Service restart');
      await graphql.dispose();
    },
  };
}

/** Whoever comes above the bounds is told so in a way that their client understands: it waits, and comes again. */
function letIn(socket: WebSocket, request: IncomingMessage, wss: WebSocketServer, { admission }: SocketParts): void {
  const leave = admission.arrive(addressOf(request));
  if (!leave) return socket.close(TRY_AGAIN_LATER, 'Try again later');
  socket.once('close', leave);
  wss.emit('connection', socket, request);
  // Too long a message, or a broken one: ws closes it with the right code, and graphql-ws would write it to the console.
  socket.removeAllListeners('error').on('error', () => undefined);
}

/** A reverse proxy on this machine tells whose address it is; nobody else is believed. */
const addressOf = (request: IncomingMessage): string => proxyAddr(request, 'loopback');

/** Only somebody signed in has anything to ask here. Answers no rather than throws: a thrown text would reach the client. */
async function isWelcome(socket: Socket, parts: SocketParts): Promise<boolean> {
  const caller = await callerIn(socket, parts);
  if (!caller) return false;
  const { extra } = socket;
  if (extra.socket.readyState !== extra.socket.OPEN) return false; // it went while its caller was looked up
  const leave = parts.admission.signIn(caller.viewer.id);
  if (!leave) {
    extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
    return false;
  }
  const connection = connectionOf(socket, caller, parts.limits);
  const joined = parts.sessions.join(caller.viewer, connection);
  extra.caller = Object.assign(caller, { session: joined.session, line: extra.request.socket, usedAt: Date.now() });
  extra.socket.once('close', () => {
    leave();
    joined.leave();
  });
  forget(socket);
  return true;
}

/** For as long as it is open a socket would keep what it came with: the request, its headers and the token. */
function forget(socket: Socket): void {
  Reflect.deleteProperty(socket.extra, 'request');
  Reflect.deleteProperty(socket, 'connectionParams');
}

async function callerIn({ connectionParams, extra }: Socket, { contexts }: SocketParts) {
  const authorization = connectionParams?.['authorization'];
  if (typeof authorization !== 'string') return null;
  const acceptLanguage = extra.request.headers['accept-language'];
  const gone = new AbortController();
  extra.socket.once('close', () => gone.abort());
  const asked = { authorization, acceptLanguage, address: addressOf(extra.request), signal: gone.signal };
  const context = await contexts.of(asked).catch(() => null);
  if (!context?.viewer || !context.expiresAt) return null;
  const { viewer, expiresAt, address, requestId, signal, locale, timeZone } = context;
  return { viewer, expiresAt, address, requestId, signal, locale, timeZone };
}

function connectionOf({ extra, subscriptions }: Socket, { expiresAt }: { expiresAt: Date }, limits: StreamLimits) {
  return {
    expiresAt,
    end: () => extra.socket.close(FORBIDDEN, 'Forbidden'),
    looked: () => {
      const caller = extra.caller!;
      if (Object.keys(subscriptions).length > 0) caller.usedAt = Date.now();
      else if (caller.usedAt < Date.now() - limits.idleSeconds * 1000) extra.socket.close(NORMAL, 'Idle');
    },
  };
}

const tooManyOperations = ({ operationsPerSocket }: StreamLimits) =>
  new GraphQLError(`At most ${operationsPerSocket} operations run on one connection`, {
    extensions: { code: 'RATE_LIMITED' satisfies ErrorCode },
  });

/** How an error is told to the socket's caller. */
function told({ caller }: Held, { log }: SocketParts): (error: GraphQLError) => GraphQLFormattedError {
  const { locale, timeZone } = caller!;
  return (error) => formatError(error, { locale, timeZone, requestId: randomUUID(), log });
}

function withOurErrors(
  result: { readonly errors?: readonly GraphQLError[] | undefined },
  tell: (error: GraphQLError) => GraphQLFormattedError,
) {
  return result.errors ? { ...result, errors: result.errors.map(tell) } : undefined;
}
