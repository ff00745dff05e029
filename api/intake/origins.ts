import type { FastifyReply } from 'fastify';
import { acceptsAnyOrigin, mayDeliverFrom } from '../../domain/lead/source.js';

interface OfOrigins {
  readonly allowedOrigins: readonly string[];
}

/** Lets a page of an allowed origin read our answer. No credentials: who may deliver is said by the key alone. */
export function allowOrigin(reply: FastifyReply, { allowedOrigins }: OfOrigins, origin: string | undefined): void {
  const isForAll = acceptsAnyOrigin(allowedOrigins);
  if (!isForAll) void reply.header('vary', 'origin');
  if (origin === undefined || !mayDeliverFrom(origin, allowedOrigins)) return;
  void reply.headers({
    'access-control-allow-origin': isForAll ? '*' : origin,
    'access-control-expose-headers': 'retry-after, x-request-id',
  });
}

/** What a preflight asks for, on top. */
export const PREFLIGHT = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type, idempotency-key, x-request-id',
  'access-control-max-age': '600',
} as const;

/**
 * Where a form's sender is taken afterwards: to a listed origin, or back to the page's own. A source that is open to all would be a
 * redirector for anybody otherwise.
 */
export function redirectFor(
  wanted: string | null,
  { allowedOrigins }: OfOrigins,
  origin: string | undefined,
): string | null {
  const target = wanted === null ? null : parsed(wanted, origin);
  if (target === null || !/^https?:$/.test(target.protocol)) return null;
  const isBack = target.origin === origin && mayDeliverFrom(origin, allowedOrigins);
  return isBack || allowedOrigins.includes(target.origin) ? target.href : null;
}

function parsed(url: string, base: string | undefined): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}
