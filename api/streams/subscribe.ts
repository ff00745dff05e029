import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { decodeCursor, type Position } from '../../commands/store/cursor.js';
import { headOfLog } from '../../commands/store/event-log.js';
import { CursorExpired } from '../errors.js';
import { asGraphqlError } from './as-graphql-error.js';
import { feedIn, type Feed } from './feed.js';
import { Following } from './following.js';
import type { Hub, KeyedOperation } from './hub.js';
import type { Outlet } from './outlet.js';
import type { Session } from './sessions.js';
import type { Streams } from './streams.js';
import { Subscriber } from './subscriber.js';

/** How far back a stream can be resumed; the rows stay, and the `events` query goes further. */
const REPLAY_MS = 72 * 3_600_000;

/** A subscription that was checked, and how its answers reach whoever asked. */
export interface Subscription extends ExecutionArgs {
  readonly key: string;
  readonly session: Session;
  outletOf(following: Following): Outlet;
}

export type Subscribe = (subscription: Subscription) => Promise<Following | ExecutionResult>;

/** Asks the subscription's field, like graphql-js does, what there is to follow, and lets the hub tell it. */
export function subscribeWith(streams: Streams, hub: Hub): Subscribe {
  return async (subscription) => {
    try {
      const source = await createSourceEventStream(subscription);
      const feed = feedIn(source);
      subscription.contextValue = undefined; // graphql-ws keeps these arguments for as long as the subscription runs
      return feed ? await follow(feed, subscription) : (source as ExecutionResult);
    } catch (error) {
      return { errors: [asGraphqlError(error)] };
    }
  };

  async function follow(feed: Feed, asked: Subscription): Promise<Following> {
    const at = feed.kind === 'durable' && feed.after ? await resumeFrom(streams, feed.after) : streams.tail.end;
    const following = new Following();
    const { key, schema, document, operationName, variableValues } = asked;
    const operation: KeyedOperation = { key, schema, document, operationName, variableValues };
    const leave = hub.join(feed, operation, new Subscriber(asked.session, asked.outletOf(following), following, at));
    following.onEnd(leave);
    return following;
  }
}

/** A cursor past retention is refused with the head, so that the client can begin anew from a fresh query. */
async function resumeFrom({ tail, database }: Streams, after: string): Promise<Position> {
  const position = decodeCursor(after);
  const [oldest] = (await tail.read(position)).events;
  if (oldest && oldest.at.getTime() < Date.now() - REPLAY_MS) throw new CursorExpired(await headOfLog(database.sql));
  return position;
}
