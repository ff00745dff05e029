import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Topic } from './topics.js';
import type { Subscriber } from './subscriber.js';

/** The subscribers of one feed with one operation. */
export interface Group {
  /** Under which the hub finds it. */
  readonly key: string;
  readonly topics: readonly Topic[];
  readonly isEmpty: boolean;
  add(subscriber: Subscriber): void;
  remove(subscriber: Subscriber): void;
  /** Something happened that is about one of its topics. Takes note of it, and waits for nothing. */
  hear(event: LoggedEvent, topics: readonly Topic[]): void;
}
