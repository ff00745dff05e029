import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { SignedIn } from '../context.js';
import type { Topic } from './topics.js';

/** What a subscription follows. Its subscribers pull nothing: the hub knows who is interested in what, and sends. */
export type Feed = DurableFeed | LiveFeed;

interface Followed {
  /** What sets it apart from the same operation of others: subscribers with equal keys are told the same, as far as their rights are equal. */
  readonly key: string;
  /** It hears of nothing else. */
  readonly topics: readonly Topic[];
}

/** Every event, in the order of the log, each once. */
export interface DurableFeed extends Followed {
  readonly kind: 'durable';
  /** Where it goes on; left out: from now. */
  readonly after: string | null | undefined;
  /** Reads what the right to an event depends on, once for all who may be told of it. */
  readonly tell: (event: LoggedEvent) => Promise<(reader: SignedIn) => Told | null>;
}

/** What somebody is told of an event. */
export interface Told {
  readonly event: LoggedEvent;
  /** Whether its customer or lead isn't theirs to see. */
  readonly isHidden: boolean;
}

/** How things stand: at once, then again after changes; whoever is slow skips what was in between. */
export interface LiveFeed extends Followed {
  readonly kind: 'live';
  /** Looks at most this often. */
  readonly everyMs: number;
  /** Looks this often although nothing has changed, for what time alone brings; left out: never. */
  readonly atLeastEveryMs?: number;
  /** What an answer says: one that says the same as the last one of its place among the roots is kept back. Left out: all are told. */
  readonly says?: (root: unknown, json: string) => string;
  /** What there is to tell this reader now, after events about these topics; at first there were none. Throws where it isn't theirs to see. */
  readonly look: (reader: SignedIn, changed: ReadonlySet<Topic> | null) => Promise<Look>;
}

export interface Look {
  readonly roots: readonly unknown[];
  /** Nothing more will come. */
  readonly isLast?: boolean;
}

const FEED = Symbol('feed');

/** A feed as what a subscription's field answers: graphql-js asks for something to iterate over, and the hub for the feed inside it. */
export function sourceOf(feed: Feed): AsyncIterable<never> {
  const unread = () => {
    throw new Error('A feed is followed by the hub');
  };
  return Object.assign({ [Symbol.asyncIterator]: unread }, { [FEED]: feed });
}

export const feedIn = (source: object): Feed | undefined => (source as { [FEED]?: Feed })[FEED];
