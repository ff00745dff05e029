import { randomUUID } from 'node:crypto';
import { fastify, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Log } from '../commands/store/log.js';
import { localeIn } from './accept-language.js';
import type { Contexts } from './create-context.js';
import type { Reader } from './errors.js';
import { addDashboard } from './http/dashboard.js';
import { explorerIn } from './http/explorer.js';
import { addFiles, type FileDoor } from './http/file-routes.js';
import { addGraphql } from './http/graphql-route.js';
import { addHealth, type Readiness } from './http/health.js';
import { addHttpErrors } from './http/http-errors.js';
import { letAsk } from './http/other-origins.js';
import { limitArrival, LONGEST_ARRIVAL_MS } from './http/limit-arrival.js';
import { securityHeaders } from './http/security-headers.js';
import { addIntake, type IntakeParts } from './intake/intake-route.js';
import { addNurture, type NurtureDoor } from './nurture/nurture-routes.js';
import { addEventStream } from './streams/event-stream.js';
import { attachWebSocket, type SocketParts } from './streams/web-socket.js';
import { addWechatCallback, type WechatParts } from './wechat/callback-route.js';
import { addWecomCallback, type WecomParts } from './wecom/callback-route.js';
import { addWecomSignIn, type WecomSignInDoor } from './wecom/sign-in-route.js';

declare module 'fastify' {
  interface FastifyRequest {
    reader: Reader;
  }
}

const BODY_LIMIT_BYTES = 1024 * 1024;

/** Above the 60 s after which balancers usually drop an idle connection, so that it is never us who drop one in use. */
const KEEP_ALIVE_MS = 72_000;

/** How long requests in flight may take to finish once the server stops. */
const STOP_WITHIN_MS = 15_000;

export interface ServerParts {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly schema: GraphQLSchema;
  readonly contexts: Contexts;
  readonly intake?: IntakeParts;
  readonly fileDoor?: FileDoor;
  readonly wecom?: WecomParts;
  readonly wecomSignIn?: WecomSignInDoor;
  readonly wechat?: WechatParts;
  readonly nurture?: NurtureDoor;
  /** Where the dashboard was built; left out: nothing answers at `/`. */
  readonly dashboard?: string | undefined;
  /** Web origins whose pages may ask; left out: none but our own. */
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly readiness: Readiness;
  readonly log: Log;
  /** Serves WebSockets of the same port, and streams for those whom they don't reach. */
  readonly streams?: SocketParts;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Takes nothing new, lets what is in flight finish for at most 15 s, and closes. */
  stop(): Promise<void>;
}

export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const app = httpServer(parts);
  const explorer = explorerIn(parts.dashboard);
  const stopGraphql = await addGraphql(app, parts.schema, { ...parts, explorer });
  const endStreams = parts.streams && addEventStream(app, parts.streams);
  const url = await app.listen({ host: parts.host, port: parts.port });
  const sockets = parts.streams && attachWebSocket(app.server, parts.streams);
  const stop = async () => {
    const cutOff = setTimeout(() => app.server.closeAllConnections(), STOP_WITHIN_MS);
    endStreams?.();
    await Promise.all([sockets?.close(), app.close()]);
    clearTimeout(cutOff);
    await stopGraphql();
  };
  return { url, port: portOf(app), stop };
}

function httpServer({
  readiness,
  intake,
  fileDoor,
  wecom,
  wecomSignIn,
  wechat,
  nurture,
  dashboard,
  allowedOrigins = [],
  log,
}: ServerParts): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: LONGEST_ARRIVAL_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    genReqId: ({ headers }) => givenId(headers['x-request-id']) ?? randomUUID(),
    trustProxy: 'loopback', // a reverse proxy on this machine tells whose address it is; nobody else is believed
  });
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('reader', null as unknown as Reader);
  app.addHook('onRequest', async (request, reply) => {
    const locale = localeIn(request.headers['accept-language']) ?? 'ZH_CN';
    request.reader = { locale, timeZone: 'UTC', requestId: request.id, log };
    void reply.headers({ ...securityHeaders, 'x-request-id': request.id });
  });
  letAsk(app, allowedOrigins);
  limitArrival(app);
  addHttpErrors(app);
  addHealth(app, readiness);
  if (intake) addIntake(app, intake);
  if (fileDoor) addFiles(app, fileDoor);
  if (wecom) addWecomCallback(app, wecom);
  if (wecomSignIn) addWecomSignIn(app, wecomSignIn);
  if (wechat) addWechatCallback(app, wechat);
  if (nurture) addNurture(app, nurture);
  if (dashboard) addDashboard(app, dashboard);
  return app;
}

/** The caller's own id makes our log findable from theirs. */
function givenId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && /^[\w.-]{8,64}$/.test(header) ? header : null;
}

function portOf({ server }: FastifyInstance): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
