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
