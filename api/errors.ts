import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isUnavailable } from '../commands/store/unavailable.js';
import type { Log } from '../commands/store/log.js';
import { message, render, type Message } from '../domain/message.js';
import type { Locale } from '../domain/people.js';
import { CallerError } from '../domain/refusal.js';
import type { TextCode } from '../domain/texts.js';
import { variableField } from './variable-field.js';

/** Every `extensions.code` there is; clients branch on it, never on a text. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'QUERY_TOO_COMPLEX',
  'CURSOR_EXPIRED',
  'SLOW_CONSUMER',
  'UNAVAILABLE',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A top-level error of the whole call: what its code says, and what a client needs to go on. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly text: Message,
    readonly data: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${text.code}`);
    this.name = new.target.name;
  }
}

/** Nobody is signed in, or no longer. */
export class Unauthenticated extends ApiError {
  /** `reason`: for a client that has to offer something else for each. */
  constructor(text: TextCode, reason?: string) {
    super('UNAUTHENTICATED', message(text), { ...(reason !== undefined && { reason }) });
  }
}

export class RateLimited extends ApiError {
  constructor(text: TextCode, retryAfterSeconds: number) {
    super('RATE_LIMITED', message(text), { retryAfter: retryAfterSeconds });
  }
}

/** The cursor is older than what can be replayed; `head` is where to begin anew. */
export class CursorExpired extends ApiError {
  constructor(head: string) {
    super('CURSOR_EXPIRED', message('CURSOR_EXPIRED'), { head });
  }
}

/** It took nothing for too long; after `cursor` it has missed nothing. */
export class SlowConsumer extends ApiError {
  constructor(cursor: string) {
    super('SLOW_CONSUMER', message('SLOW_CONSUMER'), { cursor });
  }
}

export class Unavailable extends ApiError {
  constructor(retryAfterSeconds = RETRY_AFTER_SECONDS) {
    super('UNAVAILABLE', message('UNAVAILABLE'), { retryAfter: retryAfterSeconds });
  }
}

const RETRY_AFTER_SECONDS = 5;

/** GraphQL's own complaints quote what the caller sent. */
const LONGEST_MESSAGE = 500;

/** Who reads the error, and where what they must not read goes. */
export interface Reader {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly requestId: string;
  readonly log: Log;
}

/** The one translation from whatever was thrown to what a caller may know, over HTTP and WebSocket alike. */
export function formatError(error: unknown, reader: Reader): GraphQLFormattedError {
  const { code, text, data } = explain(error, reader);
  const place = error instanceof GraphQLError ? { locations: error.locations, path: error.path } : {};
  return {
    message: typeof text === 'string' ? bounded(text) : render(text, reader.locale, reader.timeZone),
    ...(place.locations && { locations: place.locations }),
    ...(place.path && { path: place.path }),
    extensions: { code, ...data },
  };
}

/** What a caller may know of an error; a text that is no message of ours is GraphQL's own. */
interface Explanation {
  readonly code: ErrorCode;
  readonly text: Message | string;
  readonly data: Readonly<Record<string, unknown>>;
}

function explain(error: unknown, reader: Reader): Explanation {
  const cause = causeOf(error);
  if (cause instanceof CallerError) return explainCallerError(cause, reader);
  if (cause instanceof ApiError) return cause;
  if (isUnavailable(cause)) return explainUnavailable(cause, reader);
  if (isOfTheRequest(error, cause)) return explainRequestError(error as GraphQLError, cause);
  return explainFault(error, cause, reader);
}

/** What was thrown, behind the places that GraphQL wrapped around it. */
export function causeOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

/** Where everything was looked at, `problems` tells all that is wrong. */
function explainCallerError({ code, text, field, problems }: CallerError, reader: Reader): Explanation {
  const told = problems.map((one) => ({ field: one.field, message: render(one.text, reader.locale, reader.timeZone) }));
  return { code, text, data: { ...(field !== null && { field }), ...(told.length > 0 && { problems: told }) } };
}

function explainUnavailable(cause: unknown, { log, requestId }: Reader): Explanation {
  log.warn({ err: cause, requestId }, 'the database was not available for a request');
  return new Unavailable();
}

function explainFault(error: unknown, cause: unknown, { log, requestId }: Reader): Explanation {
  const path = error instanceof GraphQLError ? error.path?.join('.') : undefined;
  log.error({ err: cause, requestId, path }, 'a request failed');
  return { code: 'INTERNAL', text: message('INTERNAL', { requestId }), data: { requestId } };
}

/** Before a resolver ran (no path) GraphQL complains about the document; after, only about arguments, whose nodes it names. */
function isOfTheRequest(error: unknown, cause: unknown): cause is GraphQLError {
  if (!(error instanceof GraphQLError) || !(cause instanceof GraphQLError)) return false;
  if (cause.extensions['code'] === 'INTERNAL_SERVER_ERROR') return false;
  return error.path === undefined || cause.nodes !== undefined;
}

/** Limits of ours that are checked along with the document have named their code; GraphQL's own complaints are about the input. */
function explainRequestError(error: GraphQLError, { extensions }: GraphQLError): Explanation {
  const code = ERROR_CODES.find((known) => known === extensions['code']);
  const field = variableField(error);
  return { code: code ?? 'BAD_USER_INPUT', text: error.message, data: field === null ? {} : { field } };
}

/** What is wrong stands at the end, after what was quoted. */
const bounded = (text: string): string =>
  text.length <= LONGEST_MESSAGE
    ? text
    : `${text.slice(0, LONGEST_MESSAGE / 2)}…${text.slice(1 - LONGEST_MESSAGE / 2)}`;
