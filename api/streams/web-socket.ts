import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import proxyAddr from '@fastify/proxy-addr';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { handleProtocols, makeServer, type Context as SocketContext, type Server as Graphql } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Log } from '../../commands/store/log.js';
import type { Context } from '../context.js';
import type { Contexts } from '../create-context.js';
import { formatError, type ErrorCode } from '../errors.js';
import type { Operation, Operations } from '../operations.js';
import type { Admission } from './admission.js';
import { asGraphqlError } from './as-graphql-error.js';
import { HeldSocket, type Keeping } from './held-socket.js';
import type { StreamLimits } from './limits.js';
import { OpenSockets } from './open-sockets.js';
import { SocketOutlet } from './outlet.js';
import type { Session, Sessions } from './sessions.js';
import type { Subscribe, Subscription } from './subscribe.js';

/** The stock client comes again after these: the service restarts, or has too much to do. */
const SERVICE_RESTART = 1012;
const TRY_AGAIN_LATER = 1013;

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

type Socket = SocketContext<Record<string, unknown>, HeldSocket>;

/** GraphQL over WebSocket on the path of the API, for queries, mutations and subscriptions alike: the same rules, limits and errors as over HTTP. */
export function attachWebSocket(server: Server, parts: SocketParts): WebSocketDoor {
  const { limits, log } = parts;
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    WebSocket: HeldSocket,
    handleProtocols: (offered) => handleProtocols(offered),
    maxPayload: limits.payloadBytes,
    perMessageDeflate: false,
  });
  const keeping = { idleMs: limits.idleSeconds * 1000, log };
  const open = new OpenSockets(limits.pingSeconds);
  const doorway = { ...parts, graphql: graphqlFor(parts), open, keeping };
  const upgrade = (request: IncomingMessage, line: Duplex, head: Buffer) => {
    const { pathname } = new URL(request.url ?? '', 'http://here');
    if (pathname !== '/graphql') line.destroy();
    else wss.handleUpgrade(request, line, head, (socket) => letIn(socket, request, doorway));
  };
  server.on('upgrade', upgrade);
  return {
    async close() {
      server.off('upgrade', upgrade);
      await open.close(SERVICE_RESTART, 'Service restart');
    },
  };
}

function graphqlFor(parts: SocketParts): Graphql<HeldSocket> {
  return makeServer<Record<string, unknown>, HeldSocket>({
    connectionInitWaitTimeout: parts.limits.initSeconds * 1000,
    subscribe: (args) => parts.subscribe(args as SocketSubscription),
    onConnect: (socket) => isWelcome(socket, parts),
    onSubscribe: (socket, id, payload) => operationOf(socket, id, payload, parts),
    onNext: ({ extra }, _id, _payload, _args, result) => withOurErrors(result, told(extra, parts)),
    onError: ({ extra }, _id, _payload, errors) => errors.map(told(extra, parts)),
  });
}

interface Doorway extends SocketParts {
  readonly graphql: Graphql<HeldSocket>;
  readonly open: OpenSockets;
  readonly keeping: Keeping;
}

/** Whoever comes above the bounds is told so in a way that their client understands: it waits, and comes again. */
function letIn(
  socket: HeldSocket,
  request: IncomingMessage,
  { admission, keeping, graphql, open, log }: Doorway,
): void {
  socket.on('error', isTold);
  const leave = admission.arrive(addressOf(request));
  if (!leave) return socket.close(TRY_AGAIN_LATER, 'Try again later');
  socket.hold(request, keeping);
  const closed = graphql.opened(socket, socket);
  open.add(socket);
  socket.onLeave((code, reason) => {
    leave();
    open.delete(socket);
    closed(code, reason).catch((err: unknown) => log.error({ err }, 'a socket could not be left'));
  });
}

/** Too long a message, or a broken one: ws closes it with the right code, whether it was let in or not. */
const isTold = () => undefined;

/** A reverse proxy on this machine tells whose address it is; nobody else is believed. */
const addressOf = (request: IncomingMessage): string => proxyAddr(request, 'loopback');

/** Only somebody signed in has anything to ask here. Answers no rather than throws: a thrown text would reach the client. */
async function isWelcome(asked: Socket, parts: SocketParts): Promise<boolean> {
  const socket = asked.extra;
  const context = await contextOf(asked, parts);
  const viewer = context?.viewer;
  if (!viewer || !context.expiresAt) return false;
  if (socket.readyState !== socket.OPEN) return false; // it went while its caller was looked up
  const leave = parts.admission.signIn(viewer.id);
  if (!leave) {
    socket.close(TRY_AGAIN_LATER, 'Try again later');
    return false;
  }
  const { expiresAt, address, requestId, locale, timeZone } = context;
  const joined = parts.sessions.join(viewer, socket);
  socket.isOf({ session: joined.session, expiresAt, address, requestId, locale, timeZone }, asked.subscriptions);
  socket.onLeave(() => {
    leave();
    joined.leave();
  });
  Object.assign(asked, { connectionParams: undefined }); // it would be kept for as long as the socket is open
  return true;
}

async function contextOf({ connectionParams, extra }: Socket, { contexts }: SocketParts): Promise<Context | null> {
  const authorization = connectionParams?.['authorization'];
  const { request } = extra;
  if (typeof authorization !== 'string' || !request) return null;
  const acceptLanguage = request.headers['accept-language'];
  return contexts.of({ authorization, acceptLanguage, address: addressOf(request) }).catch(() => null);
}

type Payload = Parameters<Operations['check']>[0];

async function operationOf({ extra: socket, subscriptions }: Socket, id: string, payload: Payload, parts: SocketParts) {
  const { limits, operations, contexts } = parts;
  const { session, ...caller } = socket.caller!;
  socket.used();
  if (Object.keys(subscriptions).length > limits.operationsPerSocket) return [tooManyOperations(limits)];
  const operation = operations.check(payload);
  if (!('document' in operation)) return operation;
  const gone = () => socket.gone();
  const context = await contexts.again({ ...caller, viewer: session.viewer, gone }).catch(asGraphqlError);
  if (context instanceof GraphQLError) return [context];
  Object.assign(payload, { query: '' }); // it would be kept for as long as the operation runs
  return new SocketSubscription(operation, context, socket, id, limits.unsentBytes);
}

/** An operation of a socket, as graphql-ws keeps it while it runs. */
class SocketSubscription implements Subscription {
  readonly schema: Operation['schema'];
  readonly document: Operation['document'];
  readonly operationName: Operation['operationName'];
  readonly variableValues: Operation['variableValues'];
  readonly key: Operation['key'];
  readonly rootValue = undefined;

  constructor(
    { schema, document, operationName, variableValues, key }: Operation,
    public contextValue: Context | undefined,
    private readonly socket: HeldSocket,
    private readonly id: string,
    private readonly unsentBytes: number,
  ) {
    this.schema = schema;
    this.document = document;
    this.operationName = operationName;
    this.variableValues = variableValues;
    this.key = key;
  }

  get session(): Session {
    return this.socket.caller!.session;
  }

  outletOf(): SocketOutlet {
    return new SocketOutlet(this.socket, this.id, this.unsentBytes);
  }
}

const tooManyOperations = ({ operationsPerSocket }: StreamLimits) =>
  new GraphQLError(`At most ${operationsPerSocket} operations run on one connection`, {
    extensions: { code: 'RATE_LIMITED' satisfies ErrorCode },
  });

/** How an error is told to the socket's caller. */
function told({ caller }: HeldSocket, { log }: SocketParts): (error: GraphQLError) => GraphQLFormattedError {
  const { locale, timeZone } = caller!;
  return (error) => formatError(error, { locale, timeZone, requestId: randomUUID(), log });
}

function withOurErrors(
  result: { readonly errors?: readonly GraphQLError[] | undefined },
  tell: (error: GraphQLError) => GraphQLFormattedError,
) {
  return result.errors ? { ...result, errors: result.errors.map(tell) } : undefined;
}
