import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False where a route says by itself which origins it answers. */
    cors?: false;
  }
}

/**
 * Lets the pages of other web origins ask the API from a browser; `*` stands for any. Nobody is known by a cookie, so that a page has no more
 * rights than the token that it sends. To be called before there are routes.
 */
export function letAsk(app: FastifyInstance, origins: readonly string[]): void {
  if (origins.length === 0) return;
  void app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST', 'PUT'],
    exposedHeaders: ['content-disposition', 'retry-after', 'x-request-id'],
    maxAge: 600,
    strictPreflight: false, // whoever asks for OPTIONS by hand is told the same
  });
}
