import type { GraphQLFormattedError } from 'graphql';

/** A call that failed as a whole: the caller was wrong, or the server was. What the business refuses is no error. */
export class GenjinError extends Error {
  override readonly name = 'GenjinError';
  /** The `extensions.code` of each error, e.g. BAD_USER_INPUT; empty where something else than the API answered. */
  readonly codes: readonly string[];

  constructor(
    readonly errors: readonly GraphQLFormattedError[],
    /** The HTTP status; null over WebSocket. */
    readonly status: number | null = null,
  ) {
    super(errors.map(({ message }) => message).join('; ') || `The API did not answer (HTTP ${status ?? 'none'})`);
    this.codes = errors.flatMap(({ extensions }) =>
      typeof extensions?.['code'] === 'string' ? [extensions['code']] : [],
    );
  }
}
