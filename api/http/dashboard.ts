import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { EXPLORER_PAGE } from './explorer.js';
import { socketsOf } from './own-sockets.js';

/** What belongs to others is answered by them, also where it isn't there. */
const NOT_PAGES = /^\/(graphql|intake|files|nurture|callbacks|healthz|readyz|metrics|assets)(\/|$)/;

/** Serves the dashboard as it was built; each page of it has an address of its own. */
export function addDashboard(app: FastifyInstance, folder: string): void {
  if (existsSync(join(folder, 'index.html'))) void app.register((scope) => serve(scope, folder));
  else app.get('/', (_request, reply) => reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT));
}

const NOT_BUILT =
  'The dashboard is not built; `npm start` builds it. The API answers at /graphql.\n' +
  '工作台尚未构建；`npm start` 会构建它。API 的地址是 /graphql。\n';

const AS_BUILT = { wildcard: false, preCompressed: true, cacheControl: false };

async function serve(scope: FastifyInstance, root: string): Promise<void> {
  scope.addHook('onRequest', async (request, reply) => {
    void reply.headers(headersFor(request));
  });
  await scope.register(fastifyStatic, { root, globIgnore: [`${EXPLORER_PAGE}*`], ...AS_BUILT });
  scope.get('/*', (request, reply) =>
    isPage(request) ? reply.sendFile('index.html') : reply.header('cache-control', 'no-store').callNotFound(),
  );
}

const isPage = ({ url, headers }: FastifyRequest): boolean =>
  !NOT_PAGES.test(url.split('?', 1)[0]!) && (headers.accept ?? '').includes('text/html');

function headersFor({ url, host }: FastifyRequest): Parameters<FastifyReply['headers']>[0] {
  return {
    'cache-control': url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': policyFor(host),
    vary: 'accept-encoding',
  };
}

/** Nothing but ours runs or is asked. */
function policyFor(host: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'", // charts lay out what they tell
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${socketsOf(host)}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
