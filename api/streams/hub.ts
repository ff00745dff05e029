import type { LoggedEvent } from '../../commands/store/event-log.js';
import { DurableGroup, type GroupParts } from './durable-group.js';
import type { Feed } from './feed.js';
import type { Operation } from './frames.js';
import type { Group } from './group.js';
import { LiveGroup } from './live-group.js';
import type { Subscriber } from './subscriber.js';
import { subjectOf } from './standings.js';
import { topicsOf, topicsOfHolders, type Topic } from './topics.js';
import { untilAvailable } from './until-available.js';

/** An operation and the key under which equal ones are found: its text, and its variables but for where it resumes. */
export interface KeyedOperation extends Operation {
  readonly key: string;
}

/** All subscriptions of the process, by what they are about: an event finds those whom it concerns, and nobody else hears of it. */
export class Hub {
  private readonly groups = new Map<string, Group>();
  private readonly byTopic = new Map<Topic, Set<Group>>();
  private followsHolders = false;

  constructor(private readonly parts: GroupParts) {
    parts.tail.tellTo((events) => events.forEach((event) => this.hear(event)));
  }

  /** Answers how to leave. */
  join(feed: Feed, operation: KeyedOperation, subscriber: Subscriber): () => void {
    const key = `${operation.key} ${feed.key}`;
    const group = this.groups.get(key) ?? this.open(key, feed, operation);
    group.add(subscriber);
    return () => {
      group.remove(subscriber);
      if (group.isEmpty) this.close(group);
    };
  }

  private open(key: string, feed: Feed, operation: Operation): Group {
    const group =
      feed.kind === 'durable'
        ? new DurableGroup(key, feed, operation, this.parts)
        : new LiveGroup(key, feed, operation, this.parts);
    this.groups.set(key, group);
    this.followsHolders ||= feed.kind === 'live';
    for (const topic of group.topics) this.byTopic.set(topic, (this.byTopic.get(topic) ?? new Set()).add(group));
    return group;
  }

  private close(group: Group): void {
    if (this.groups.get(group.key) === group) this.groups.delete(group.key);
    for (const topic of group.topics) {
      const groups = this.byTopic.get(topic);
      groups?.delete(group);
      if (groups?.size === 0) this.byTopic.delete(topic);
    }
  }

  private hear(event: LoggedEvent): void {
    this.tell(event, topicsOf(event));
    if (subjectOf(event) !== null && this.followsHolders) void this.tellHolders(event);
  }

  /** Live views alone are found by who holds what: they need no order, and nothing is lost where this comes a little later. */
  private async tellHolders(event: LoggedEvent): Promise<void> {
    const { standings, ending } = this.parts;
    const standing = await untilAvailable(() => standings.of(event), ending).catch(() => null);
    this.tell(event, topicsOfHolders(event, standing));
  }

  private tell(event: LoggedEvent, topics: readonly Topic[]): void {
    const concerned = new Set<Group>();
    for (const topic of topics) for (const group of this.byTopic.get(topic) ?? []) concerned.add(group);
    for (const group of concerned) group.hear(event, topics);
  }
}
