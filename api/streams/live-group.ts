import { setTimeout as pause } from 'node:timers/promises';
import type { LoggedEvent } from '../../commands/store/event-log.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { inTurn } from './breathe.js';
import type { GroupParts } from './durable-group.js';
import type { LiveFeed } from './feed.js';
import type { Frame, Operation } from './frames.js';
import type { Group } from './group.js';
import type { Subscriber } from './subscriber.js';
import type { Topic } from './topics.js';
import { untilAvailable } from './until-available.js';

/** Views that are looked at at the same time. */
const AT_ONCE = 4;

/** For so many times as long as it looked a group rests, so that dear views don't keep the database from everybody else. */
const RESTS = 4;

/** What one subscriber has to be told of. */
interface View {
  readonly subscriber: Subscriber;
  /** Null: nothing was told yet. */
  changed: Set<Topic> | null;
  isDue: boolean;
  /** It hasn't taken the last answer yet: what changes meanwhile comes as one. */
  isBusy: boolean;
  /** What the last answer said, by its place among the roots. */
  readonly said: Map<number, string>;
}

/** Tells its subscribers how things stand, at once and after changes, all changes of a while together. One look for all who read alike. */
export class LiveGroup implements Group {
  private readonly views = new Map<Subscriber, View>();
  private isLooking = false;
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(
    readonly key: string,
    private readonly feed: LiveFeed,
    private readonly operation: Operation,
    private readonly parts: GroupParts,
  ) {
    const { atLeastEveryMs } = feed;
    if (atLeastEveryMs !== undefined) this.timer = setInterval(() => this.lookAgain(), atLeastEveryMs).unref();
  }

  get topics() {
    return this.feed.topics;
  }

  get isEmpty(): boolean {
    return this.views.size === 0;
  }

  add(subscriber: Subscriber): void {
    this.views.set(subscriber, { subscriber, changed: null, isDue: true, isBusy: false, said: new Map() });
    this.look();
  }

  remove(subscriber: Subscriber): void {
    this.views.delete(subscriber);
    if (this.isEmpty) clearInterval(this.timer);
  }

  hear(_: LoggedEvent, topics: readonly Topic[]): void {
    const theirs = topics.filter((topic) => this.topics.includes(topic));
    for (const view of this.views.values()) {
      view.isDue = true;
      for (const topic of theirs) view.changed?.add(topic);
    }
    this.look();
  }

  private lookAgain(): void {
    for (const view of this.views.values()) view.isDue = true;
    this.look();
  }

  private look(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    this.lookWhileDue()
      .catch((err: unknown) => {
        if (!this.parts.ending.aborted) this.parts.log.error({ err }, 'a live view failed');
      })
      .finally(() => (this.isLooking = false));
  }

  private async lookWhileDue(): Promise<void> {
    for (let due = this.due(); due.length > 0; due = this.due()) {
      const began = performance.now();
      await this.parts.sessions.freshen(due.map(({ subscriber }) => subscriber.session)).catch(() => undefined);
      const alike = groupedBy(due, ({ subscriber, changed }) => `${changed === null} ${subscriber.session.rightsKey}`);
      await inTurn([...alike.values()], AT_ONCE, (views) => this.tell(views));
      const restMs = Math.max(this.feed.everyMs, RESTS * (performance.now() - began));
      await pause(restMs, undefined, { signal: this.parts.ending, ref: false });
    }
  }

  private due(): View[] {
    return [...this.views.values()].filter(({ isDue, isBusy }) => isDue && !isBusy);
  }

  private async tell(views: readonly View[]): Promise<void> {
    const changed = views[0]!.changed === null ? null : new Set(views.flatMap((view) => [...(view.changed ?? [])]));
    for (const view of views) Object.assign(view, { isDue: false, changed: new Set() });
    const { viewer } = views[0]!.subscriber.session;
    try {
      const { roots, isLast = false } = await untilAvailable(() => this.feed.look(viewer, changed), this.parts.ending);
      for (const [place, root] of roots.entries()) {
        const frame = await this.parts.frames.forOne(this.operation, root, viewer);
        this.send(frame, this.whoHear(views, place, this.feed.says?.(root, frame.json)));
      }
      if (isLast) for (const { subscriber } of views) subscriber.end();
    } catch (error) {
      if (this.parts.ending.aborted) throw error;
      for (const { subscriber } of views) subscriber.fail(error);
    }
  }

  /** Those to whom it is news. */
  private whoHear(views: readonly View[], place: number, says: string | undefined): readonly View[] {
    if (says === undefined) return views;
    const hear = views.filter(({ said }) => said.get(place) !== says);
    for (const { said } of hear) said.set(place, says);
    return hear;
  }

  private send(frame: Frame, views: readonly View[]): void {
    for (const view of views) {
      if (view.subscriber.hasEnded || view.subscriber.send(frame) || view.isBusy) continue;
      view.isBusy = true;
      void view.subscriber.isReady().then(() => {
        view.isBusy = false;
        if (view.isDue) this.look();
      });
    }
  }
}
