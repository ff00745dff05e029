import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LINK_LASTS_MS } from '../../domain/file/upload.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True: its body is a file, and may come over a slow line. */
    takesTime?: boolean;
  }
}

/** How long a request may take to arrive in full. */
const ARRIVAL_MS = 30_000;

/** An upload may take as long as its link holds. */
export const LONGEST_ARRIVAL_MS = LINK_LASTS_MS;

/** Whoever sends a body drop by drop holds a connection, so only files may; the server's own limit is the same for all. */
export function limitArrival(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.takesTime || request.raw.complete) return;
    const timer = setTimeout(() => cutOff(request), ARRIVAL_MS).unref();
    request.raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  });
}

function cutOff({ raw }: FastifyRequest): void {
  if (!raw.complete) raw.socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
}
