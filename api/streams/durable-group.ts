import type { Position } from '../../commands/store/cursor.js';
import type { LoggedEvent } from '../../commands/store/event-log.js';
import type { Log } from '../../commands/store/log.js';
import { comparePositions } from '../../commands/store/position.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { breathe, inTurn, isOutOfBreath } from './breathe.js';
import type { DurableFeed, Told } from './feed.js';
import { FrameCache } from './frame-cache.js';
import type { Frame, Frames, Operation } from './frames.js';
import type { Group } from './group.js';
import type { LogTail } from './log-tail.js';
import type { Session, Sessions } from './sessions.js';
import type { Standings } from './standings.js';
import type { Subscriber } from './subscriber.js';
import { topicsOf } from './topics.js';
import { untilAvailable } from './until-available.js';

/** Events that wait to be told; above it they are dropped, and everybody reads them in the log at their own pace. */
const MOST_WAITING = 1_000;

/** Answers that are made at the same time for one event: each holds a database connection for a moment. */
const AT_ONCE = 4;

/** Answers that are sent before it is looked at the clock: the look would be a good part of the work. */
const BETWEEN_LOOKS = 16;

export interface GroupParts {
  readonly tail: LogTail;
  readonly standings: Standings;
  readonly sessions: Sessions;
  readonly frames: Frames;
  readonly log: Log;
  readonly ending: AbortSignal;
}

/** Who is told what of an event. */
interface Reading {
  readonly session: Session;
  readonly told: Told;
}

/**
 * Tells its subscribers every event once, in the order of the log. Those who keep up are live: each event is answered once for all who
 * read alike, and sent to each. Those who have only come, or take less than comes, read the log by themselves until they have caught up.
 */
export class DurableGroup implements Group {
  private readonly live = new Map<Session, Set<Subscriber>>();
  private readonly reading = new Set<Subscriber>();
  private readonly waiting: LoggedEvent[] = [];
  private isTelling = false;
  private readonly cache = new FrameCache();
  /** Whether the last answer that was tried for all depended on who reads it: then a single reader's isn't tried for all. */
  private isPersonal = false;

  constructor(
    readonly key: string,
    private readonly feed: DurableFeed,
    private readonly operation: Operation,
    private readonly parts: GroupParts,
  ) {}

  get topics() {
    return this.feed.topics;
  }

  get isEmpty(): boolean {
    return this.live.size === 0 && this.reading.size === 0;
  }

  add(subscriber: Subscriber): void {
    this.reading.add(subscriber);
    void this.guarded(
      () => [subscriber],
      () => this.letRead(subscriber),
    );
  }

  remove(subscriber: Subscriber): void {
    this.reading.delete(subscriber);
    const subscribers = this.live.get(subscriber.session);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.live.delete(subscriber.session);
  }

  hear(event: LoggedEvent): void {
    if (this.live.size === 0) return;
    this.waiting.push(event);
    if (this.waiting.length > MOST_WAITING) this.letAllRead();
    else if (!this.isTelling) void this.tellWaiting();
  }

  private join(subscriber: Subscriber): void {
    this.reading.delete(subscriber);
    const subscribers = this.live.get(subscriber.session) ?? new Set();
    this.live.set(subscriber.session, subscribers.add(subscriber));
  }

  private leaveToRead(subscriber: Subscriber): void {
    this.remove(subscriber);
    this.reading.add(subscriber);
    void this.guarded(
      () => [subscriber],
      async () => {
        if (await subscriber.isReady()) await this.letRead(subscriber);
      },
    );
  }

  /** Whatever lies before the first that waits was none of theirs, however long ago they came. */
  private letAllRead(): void {
    const { tx, ordinal } = this.waiting[0]!;
    const before = { tx, ordinal: ordinal - 1 };
    this.waiting.length = 0;
    for (const subscriber of this.everybody()) {
      if (comparePositions(subscriber.at, before) < 0) subscriber.at = before;
      this.leaveToRead(subscriber);
    }
  }

  private everybody(): Subscriber[] {
    return [...this.live.values()].flatMap((subscribers) => [...subscribers]);
  }

  private async tellWaiting(): Promise<void> {
    this.isTelling = true;
    for (let event = this.waiting[0]; event; event = this.waiting[0]) {
      const isTold = event;
      await this.guarded(
        () => this.everybody(),
        () => this.tell(isTold),
      );
      if (this.waiting[0] === isTold) this.waiting.shift();
    }
    this.isTelling = false;
  }

  /** A fault of ours ends those whom it concerns, with an error; the end of the process ends everybody, and they come back elsewhere. */
  private async guarded(concerned: () => readonly Subscriber[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.parts.ending.aborted) return;
      this.parts.log.error({ err: error }, 'a stream failed');
      for (const subscriber of concerned()) subscriber.fail(error);
    }
  }

  private async tell(event: LoggedEvent): Promise<void> {
    const { sessions, ending } = this.parts;
    const toldTo = await untilAvailable(() => this.feed.tell(event), ending);
    await untilAvailable(() => sessions.freshen(this.live.keys()), ending);
    const readings: Reading[] = [];
    for (const session of this.live.keys()) {
      const told = toldTo(session.viewer);
      if (told) readings.push({ session, told });
      else this.pass(event, session);
    }
    const frames = await this.framesFor(readings);
    for (const { session } of readings) await this.sendTo(session, event, frames.get(session)!);
  }

  private pass(event: Position, session: Session): void {
    for (const subscriber of this.live.get(session) ?? [])
      if (comparePositions(subscriber.at, event) < 0) subscriber.at = event;
  }

  private async sendTo(session: Session, event: LoggedEvent, frame: Frame): Promise<void> {
    let sent = 0;
    for (const subscriber of this.live.get(session) ?? []) {
      if (comparePositions(subscriber.at, event) >= 0) continue;
      subscriber.at = event;
      if (!subscriber.send(frame)) this.leaveToRead(subscriber);
      if (++sent % BETWEEN_LOOKS === 0 && isOutOfBreath()) await breathe();
    }
  }

  /** One answer for all who read alike: for everybody where it doesn't depend on who reads it, else for each set of rights. */
  private async framesFor(readings: readonly Reading[]): Promise<ReadonlyMap<Session, Frame>> {
    const frames = new Map<Session, Frame>();
    const alike = groupedBy(readings, ({ told, session }) => `${told.isHidden} ${session.viewer.locale}`);
    for (const all of alike.values()) {
      const { told, session } = all[0]!;
      const byRights = groupedBy(all, (one) => one.session.rightsKey);
      const shared = byRights.size > 1 ? await this.frameForAll(told, session) : null;
      await inTurn([...byRights.values()], AT_ONCE, async (same) => {
        const frame = shared ?? (await this.parts.frames.forOne(this.operation, told.event, same[0]!.session.viewer));
        for (const one of same) frames.set(one.session, frame);
      });
    }
    return frames;
  }

  private async frameForAll(told: Told, { viewer }: Session): Promise<Frame | null> {
    const frame = await this.parts.frames.forAll(this.operation, told, viewer.locale);
    this.isPersonal = frame === null;
    return frame;
  }

  /** Reads the log for one subscriber, at their pace, until nothing is left that the others weren't told of before. */
  private async letRead(subscriber: Subscriber): Promise<void> {
    const { tail, standings, ending } = this.parts;
    const wanted = new Set(this.topics);
    while (!subscriber.hasEnded) {
      if (tail.hasNothingAfter(subscriber.at)) return this.join(subscriber);
      const { events, upTo } = await untilAvailable(() => tail.read(subscriber.at), ending);
      const theirs = events.filter((event) => topicsOf(event).some((topic) => wanted.has(topic)));
      standings.prepare(theirs);
      for (const event of theirs) {
        if (!(await this.tellOne(subscriber, event))) return;
        await breathe();
      }
      subscriber.at = upTo;
      await breathe();
    }
  }

  /** False once it has ended. */
  private async tellOne(subscriber: Subscriber, event: LoggedEvent): Promise<boolean> {
    const { sessions, ending } = this.parts;
    const { session } = subscriber;
    const toldTo = await untilAvailable(() => this.feed.tell(event), ending);
    await untilAvailable(() => sessions.freshen([session]), ending);
    const told = toldTo(session.viewer);
    if (!told) return !subscriber.hasEnded;
    const frame = await this.frameFor(told, session);
    if (subscriber.hasEnded) return false;
    subscriber.at = event;
    return subscriber.send(frame) || subscriber.isReady();
  }

  private async frameFor(told: Told, session: Session): Promise<Frame> {
    const { tx, ordinal } = told.event;
    const key = `${tx} ${ordinal} ${told.isHidden} ${session.viewer.locale}`;
    const shared = this.isPersonal ? null : await this.cache.of(key, () => this.frameForAll(told, session));
    const { rightsKey, viewer } = session;
    const own = () => this.parts.frames.forOne(this.operation, told.event, viewer);
    return shared ?? (await this.cache.of(`${key} ${rightsKey}`, own))!;
  }
}
