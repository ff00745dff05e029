import { GenjinError } from '../../sdk/error.js';

/** What was wrong with what was given, by the field that it is about. */
export type Wrong = Readonly<Record<string, string>>;

/** Empty: it failed for another reason. */
export const wrongIn = (cause: unknown): Wrong =>
  cause instanceof GenjinError
    ? Object.fromEntries(
        cause.errors.flatMap(({ message, extensions }) =>
          typeof extensions?.['field'] === 'string' ? [[extensions['field'], message]] : [],
        ),
      )
    : {};

/** The API’s own words where they say what is wrong; null: something else went wrong. */
export const wordsOf = (cause: unknown): string | null =>
  cause instanceof GenjinError && cause.codes.some((code) => TOLD.has(code)) ? cause.message : null;

const TOLD: ReadonlySet<string> = new Set(['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'RATE_LIMITED']);
