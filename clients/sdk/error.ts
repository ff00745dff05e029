import type { GraphQLFormattedError } from 'graphql';

/** A call that failed as a whole: the caller was wrong, or the server was. What the business refuses is no error. */
export class GenjinError extends Error {
  override readonly name = 'GenjinError';
  /** The `extensions.code` of each error, e.g. BAD_USER_INPUT; empty where something else than the API answered. */
  readonly codes: readonly string[];
  /** Seconds after which to ask again, where the API says so. */
  readonly retryAfter: number | null;

  constructor(
    readonly errors: readonly GraphQLFormattedError[],
    /** The HTTP status; null over WebSocket, and where the line was lost, for which `cause` says why. */
    readonly status: number | null = null,
    options?: ErrorOptions,
  ) {
    super(
      errors.map(({ message }) => message).join('; ') || `The API did not answer (HTTP ${status ?? 'none'})`,
      options,
    );
    this.codes = errors.flatMap(({ extensions }) =>
      typeof extensions?.['code'] === 'string' ? [extensions['code']] : [],
    );
    const retryAfter = errors[0]?.extensions?.['retryAfter'];
    this.retryAfter = typeof retryAfter === 'number' ? retryAfter : null;
  }
}

export const isUnauthenticated = (cause: unknown): boolean =>
  cause instanceof GenjinError && cause.codes.includes('UNAUTHENTICATED');

/** As the API says it, where it needn't be asked. */
export const unauthenticated = (): GenjinError =>
  new GenjinError([{ message: 'The session has ended', extensions: { code: 'UNAUTHENTICATED' } }]);
