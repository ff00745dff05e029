import type { FastifyReply, FastifyRequest } from 'fastify';
import { message, render, type Message } from '../../domain/message.js';
import { CallerError } from '../../domain/refusal.js';
import type { TextCode } from '../../domain/texts.js';
import { formatError, type ErrorCode } from '../errors.js';
import { codeOf } from '../http/statuses.js';

/** Every kind of problem a delivery can meet; a sender branches on the last part of `type`. */
const PROBLEMS = {
  'unknown-key': { status: 401, title: 'INTAKE_UNKNOWN_KEY' },
  'origin-not-allowed': { status: 403, title: 'INTAKE_ORIGIN' },
  'nothing-here': { status: 404, title: 'INTAKE_NOTHING_HERE' },
  'method-not-allowed': { status: 405, title: 'INTAKE_METHOD' },
  'idempotency-key-reused': { status: 409, title: 'INTAKE_KEY_REUSED' },
  'body-too-large': { status: 413, title: 'INTAKE_TOO_LARGE' },
  'unsupported-type': { status: 415, title: 'INTAKE_TYPE' },
  'rate-limited': { status: 429, title: 'INTAKE_RATE_LIMITED' },
  'unreadable-body': { status: 400, title: 'INTAKE_BODY' },
  'bad-encoding': { status: 400, title: 'INTAKE_ENCODING' },
  'file-not-accepted': { status: 400, title: 'INTAKE_FILE' },
  'invalid-field': { status: 400, title: 'INTAKE_FIELD' },
  unavailable: { status: 503, title: 'INTAKE_UNAVAILABLE' },
  fault: { status: 500, title: 'INTAKE_FAULT' },
} as const satisfies Record<string, { status: number; title: TextCode }>;
export type ProblemKind = keyof typeof PROBLEMS;

export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly kind: ProblemKind,
    readonly detail: Message = message(PROBLEMS[kind].title),
    readonly more: { readonly field?: string; readonly retryAfter?: number; readonly allow?: string } = {},
  ) {
    super(kind);
  }
}

/** Answers what was thrown as application/problem+json (RFC 9457), in the sender's language. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { kind, detail, field, retryAfter, allow } = asTold(error, request);
  const { locale, requestId } = request.reader;
  const { status, title } = PROBLEMS[kind];
  if (status === 401) void reply.header('www-authenticate', 'IntakeKey');
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  if (allow !== undefined) void reply.header('allow', allow);
  const body = {
    type: `urn:genjin:problem:${kind}`,
    title: render(message(title), locale, 'UTC'),
    status,
    detail,
    ...(field !== undefined && { field }),
    requestId,
  };
  return reply
    .code(status)
    .header('content-language', locale === 'EN' ? 'en' : 'zh-CN')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

interface Told {
  readonly kind: ProblemKind;
  readonly detail: string;
  readonly field?: string | undefined;
  readonly retryAfter?: number | undefined;
  readonly allow?: string | undefined;
}

function asTold(error: unknown, { reader }: FastifyRequest): Told {
  const tell = (text: Message) => render(text, reader.locale, reader.timeZone);
  if (error instanceof Problem) return { kind: error.kind, detail: tell(error.detail), ...error.more };
  if (error instanceof CallerError)
    return { kind: 'invalid-field', detail: tell(error.text), field: error.field ?? undefined };
  const { message: detail, extensions } = formatError(error, reader);
  const retryAfter = extensions?.['retryAfter'] as number | undefined;
  const code: ErrorCode = codeOf({ message: detail, ...(extensions && { extensions }) });
  return { kind: code === 'UNAVAILABLE' ? 'unavailable' : 'fault', detail, retryAfter };
}
