import { randomUUID } from 'node:crypto';
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '../../commands/store/log.js';
import type { Context } from '../context.js';
import { formatError, type Reader } from '../errors.js';

/** Apollo formats errors without telling whose they are: it is noted when it comes upon them. */
export class ErrorReaders {
  private readonly readers = new WeakMap<object, Reader>();

  constructor(private readonly log: Log) {}

  readonly plugin: ApolloServerPlugin<Context> = {
    requestDidStart: async () => ({
      didEncounterErrors: async ({ errors, contextValue: { locale, timeZone, requestId } }) => {
        const reader = { locale, timeZone, requestId, log: this.log };
        for (const error of errors) this.readers.set(error, reader);
      },
    }),
  };

  /** Of a request that isn't GraphQL's, nobody is known to read it. */
  format(error: unknown): GraphQLFormattedError {
    const known = this.readers.get(error as object);
    return formatError(error, known ?? { locale: 'ZH_CN', timeZone: 'UTC', requestId: randomUUID(), log: this.log });
  }
}
