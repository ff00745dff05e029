import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatError } from '../errors.js';
import { statusOf } from './statuses.js';

/** What a provider's message may be at most. */
export const BODY_LIMIT_BYTES = 64 * 1024;

/** No, without a word of why: whoever isn't the provider learns nothing here. */
export class Refused extends Error {
  constructor(readonly status: 400 | 403) {
    super('refused');
  }
}

/** Bodies come as bytes, whatever they say they are, and what is thrown is answered with a status alone. */
export function asProviderDoor(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.setErrorHandler(refuse);
}

/** A provider's time, in seconds, isn't far from ours: what was recorded earlier is refused. */
export function isRecent(timestamp: string, windowSeconds: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(Date.now() / 1000 - Number(timestamp)) <= windowSeconds;
}

/** One text of this name: not several, and not an empty one. */
export function textIn(fields: Readonly<Record<string, unknown>>, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw new Refused(400);
  return value;
}

export function textOf({ body }: FastifyRequest): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  } catch {
    throw new Refused(400);
  }
}

/** Faults are logged like all others; then the provider sends it again. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(statusFor(error, request)).send();
}

function statusFor(error: unknown, request: FastifyRequest): number {
  if (error instanceof Refused) return error.status;
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  if (code.startsWith('FST_') && statusCode < 500) return statusCode;
  return statusOf(formatError(error, request.reader));
}
