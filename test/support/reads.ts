import { graphql, type ExecutionResult } from 'graphql';
import { authWith } from '../../api/auth/auth.js';
import { apiSchema } from '../../api/build-schema.js';
import type { Context } from '../../api/context.js';
import { createLoaders } from '../../api/loaders.js';
import type { Locale } from '../../domain/people.js';
import type { Viewer } from '../../domain/policy.js';
import { countStatements } from './count-statements.js';
import type { House } from './house.js';

const auth = authWith('a secret that only these tests know', { burst: 1000, perSecond: 1000 });

export interface Read<T> {
  readonly data: T;
  readonly errors: ExecutionResult['errors'];
  /** `code` of the first error, as api/errors.ts will tell it. */
  readonly code: string | undefined;
  /** How many statements the database was asked. */
  readonly statements: number;
}

/** Executes a query on the built schema as it would be for one request of this viewer. */
export async function read<T>(
  house: House,
  viewer: Viewer | null,
  source: string,
  variables: object = {},
  locale: Locale = 'ZH_CN',
): Promise<Read<T>> {
  const contextValue = contextOf(house, viewer, locale);
  const before = countStatements(house.database.pool);
  const result = await graphql({
    schema: await apiSchema(),
    source,
    contextValue,
    variableValues: { ...variables },
  });
  const error = result.errors?.[0]?.originalError as { code?: string } | null | undefined;
  return {
    data: result.data as T,
    errors: result.errors,
    code: result.errors && (error?.code ?? 'INTERNAL'),
    statements: countStatements(house.database.pool) - before,
  };
}

/** The same, where anything but an answer is a failure of the test. */
export async function answer<T>(
  house: House,
  viewer: Viewer | null,
  source: string,
  variables: object = {},
  locale?: Locale,
): Promise<T> {
  const { data, errors } = await read<T>(house, viewer, source, variables, locale);
  if (errors) throw errors[0]?.originalError ?? errors[0]!;
  return data;
}

function contextOf({ database, run }: House, viewer: Viewer | null, locale: Locale): Context {
  const loaders = createLoaders(database, viewer);
  const context: Pick<Context, 'viewer' | 'locale' | 'timeZone' | 'database' | 'loaders' | 'auth' | 'run'> = {
    viewer: viewer && { ...viewer, sessionId: 'ses_test', locale },
    locale,
    timeZone: 'Asia/Shanghai',
    database,
    loaders,
    auth,
    run: async (command, input) => {
      const outcome = await run(command, input, { by: viewer });
      loaders.forget();
      return outcome;
    },
  };
  return context as Context;
}
