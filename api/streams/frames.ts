import { randomUUID } from 'node:crypto';
import { execute, type ExecutionArgs, type FormattedExecutionResult, type GraphQLError } from 'graphql';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { isUnavailable } from '../../commands/store/unavailable.js';
import type { Context, SignedIn } from '../context.js';
import type { Contexts, Reader } from '../create-context.js';
import { causeOf, formatError } from '../errors.js';
import { AnyReader } from './any-reader.js';
import type { Told } from './feed.js';
import { untilAvailable } from './until-available.js';

/** What is asked of every event. */
export type Operation = Pick<ExecutionArgs, 'schema' | 'document' | 'operationName' | 'variableValues'>;

/** An answer, and the same as it goes over the wire: made once, however many are sent it. */
export interface Frame {
  readonly result: FormattedExecutionResult;
  readonly json: string;
  readonly bytes: Buffer;
}

export interface FrameParts {
  readonly database: Database;
  readonly contexts: Contexts;
  readonly log: Log;
  readonly ending: AbortSignal;
}

/** Makes answers, each in a context of its own: loaders that outlive an event would answer with what they saw first. */
export class Frames {
  constructor(private readonly parts: FrameParts) {}

  /** The answer for all who are told this in this language; null where it depends on who reads it. */
  async forAll(operation: Operation, told: Told, locale: SignedIn['locale']): Promise<Frame | null> {
    const all = new AnyReader(this.parts.database, told);
    const frame = await this.answer(operation, told.event, { viewer: all.viewer, locale, loaders: all.loaders });
    return all.isPossible ? frame : null;
  }

  forOne(operation: Operation, root: unknown, viewer: SignedIn): Promise<Frame> {
    return this.answer(operation, root, { viewer, locale: viewer.locale });
  }

  private answer(operation: Operation, rootValue: unknown, reader: Reader): Promise<Frame> {
    return untilAvailable(async () => {
      const contextValue = await this.parts.contexts.forEvent(reader);
      const { data = null, errors = [] } = await execute({ ...operation, rootValue, contextValue });
      const away = errors.find((error) => isUnavailable(causeOf(error)));
      if (away) throw causeOf(away) as Error;
      return frameOf(errors.length > 0 ? { errors: errors.map(this.told(contextValue)), data } : { data });
    }, this.parts.ending);
  }

  private told({ locale, timeZone }: Context) {
    const reader = { locale, timeZone, requestId: randomUUID(), log: this.parts.log };
    return (error: GraphQLError) => formatError(error, reader);
  }
}

function frameOf(result: FormattedExecutionResult): Frame {
  const json = JSON.stringify(result);
  return { result, json, bytes: Buffer.from(json) };
}
