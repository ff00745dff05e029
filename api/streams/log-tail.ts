import { decodeCursor, type Position } from '../../commands/store/cursor.js';
import { headOfLog, lastOfLog, readLog, type LogPage, type LoggedEvent } from '../../commands/store/event-log.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { comparePositions } from '../../commands/store/position.js';
import { Signal } from './signal.js';

/** How many events are kept at hand, so that those who come back soon read the log once together and not once each. */
const KEPT = 5_000;
const PAGE = 500;

/** Looking without being rung: what other processes wrote is seen at most this much later. */
const POLL_MS = 500;

/** A slower transaction holds the log back for as long as it runs, mostly a few milliseconds. */
const HELD_BACK_MS = 20;

/** Hears of each event once, in the order of the log, as soon as it is there. */
export type OnEvents = (events: readonly LoggedEvent[]) => void;

export interface Page {
  readonly events: readonly LoggedEvent[];
  /** Everything up to here is in the events, or came before them. */
  readonly upTo: Position;
}

/** The end of the event log, read once per process. */
export class LogTail {
  private recent: LoggedEvent[] = [];
  /** Everything after this and up to `position` is in `recent`. */
  private recentAfter!: Position;
  private position!: Position;
  private readonly rung = new Signal();
  private running: Promise<void> | null = null;
  private stopped = false;
  private onEvents: OnEvents = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    const { sql } = this.database;
    this.position = decodeCursor(await headOfLog(sql));
    // After a restart many come back at once, and each was told nearly everything before.
    this.recent = [...(await lastOfLog(sql, this.position, KEPT))];
    const [first] = this.recent;
    this.recentAfter = first ? { tx: first.tx, ordinal: first.ordinal - 1 } : this.position;
    this.running = this.follow();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.ring();
    await this.running;
  }

  /** New events are in the log. */
  ring(): void {
    this.rung.ring();
  }

  /** Who hears of all that comes from now on. */
  tellTo(onEvents: OnEvents): void {
    this.onEvents = onEvents;
  }

  /** The last place that was told of: a subscriber without a cursor begins here. */
  get end(): Position {
    return this.position;
  }

  /** Whether everything that was told of stands at or before this position. */
  hasNothingAfter(position: Position): boolean {
    return comparePositions(position, this.position) >= 0;
  }

  /** The next events after a position, and how far that reaches: from memory where they are at hand, else from the log itself. Never beyond what was told of. */
  async read(after: Position): Promise<Page> {
    const { position } = this;
    if (comparePositions(after, this.recentAfter) >= 0) {
      const first = firstAfter(this.recent, after);
      return pageOf(this.recent.slice(first, first + PAGE), position);
    }
    const { events } = await readLog(this.database.sql, after, PAGE);
    const beyond = firstAfter(events, position);
    return pageOf(events.slice(0, beyond), position);
  }

  private async follow(): Promise<void> {
    while (!this.stopped) {
      const { seen } = this.rung;
      const pause = await this.advance();
      if (pause > 0) await this.rung.after(seen, pause);
    }
  }

  /** Reads on, and says how long to wait before the next look. */
  private async advance(): Promise<number> {
    try {
      const page = await readLog(this.database.sql, this.position, PAGE);
      if (page.events.length > 0) this.append(page);
      if (page.heldBack) return HELD_BACK_MS;
      return page.events.length === PAGE ? 0 : POLL_MS;
    } catch (error) {
      if (!this.stopped) this.log.warn({ err: error }, 'the event log could not be read; trying again');
      return POLL_MS;
    }
  }

  private append({ events, cursor }: LogPage): void {
    this.recent.push(...events);
    this.position = cursor;
    if (this.recent.length > KEPT * 2) {
      const dropped = this.recent.splice(0, this.recent.length - KEPT);
      this.recentAfter = dropped.at(-1)!;
    }
    this.onEvents(events);
  }
}

const pageOf = (events: readonly LoggedEvent[], end: Position): Page => ({ events, upTo: events.at(PAGE - 1) ?? end });

/** The index of the first event after a position, by halving: the list is in log order. */
function firstAfter(events: readonly LoggedEvent[], after: Position): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comparePositions(events[middle]!, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
