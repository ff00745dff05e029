import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { socketsOf } from './own-sockets.js';

/** What the build calls the page; it is served at `/graphql` alone. */
export const EXPLORER_PAGE = 'graphiql.html';

/** Answers a browser that looks at `/graphql` with GraphiQL; null where it isn't for browsers, or isn't built. */
export type Explorer = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null;

export function explorerIn(folder: string | undefined): Explorer {
  const path = folder && join(folder, EXPLORER_PAGE);
  if (!path || !existsSync(path)) return () => null;
  const page = readFileSync(path, 'utf8');
  return (request, reply) =>
    isBrowserLooking(request) ? reply.headers(headersFor(request)).type('text/html; charset=utf-8').send(page) : null;
}

/** Whoever asks something is answered by the API, a browser as well. */
function isBrowserLooking({ method, headers, query }: FastifyRequest): boolean {
  const asks = Object.keys(query as object).some((name) => name === 'query' || name === 'extensions');
  return method === 'GET' && !asks && (headers.accept ?? '').includes('text/html');
}

/** As strict as its editor, Monaco, lets it be: that one writes its styles into the page and has its font within them. */
const headersFor = ({ host }: FastifyRequest) => ({
  'cache-control': 'no-cache',
  vary: 'accept',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${socketsOf(host)}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
});
