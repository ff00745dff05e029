import { decodeCursor, type Position } from '../../commands/store/cursor.js';
import { headOfLog, readLog, type LoggedEvent } from '../../commands/store/event-log.js';
import { CursorExpired } from '../errors.js';
import type { SignedIn } from '../context.js';
import { mayReceive } from './rights.js';
import type { Streams } from './streams.js';

/** How far back a stream can be resumed; the rows stay, and the `events` query goes further. */
const REPLAY_MS = 72 * 3_600_000;

export interface Wanted {
  readonly after: string | null | undefined;
  readonly sessionId: string;
  /** Whether this subscription is about the event at all. */
  readonly matches: (event: LoggedEvent, viewer: SignedIn) => boolean;
  /** What those are told who may not receive a matching event as it is; null or left out: nothing. */
  readonly instead?: (event: LoggedEvent, viewer: SignedIn) => Promise<LoggedEvent | null>;
}

/**
 * Everything after a cursor that the subscriber may see, in log order, each once; then live.
 * It pulls: a slow reader falls behind in the log, not in a queue. Rights are those at delivery.
 */
export function durableStream(streams: Streams, wanted: Wanted): AsyncIterableIterator<LoggedEvent> {
  const leaving = new AbortController();
  const events = pull(streams, wanted, leaving.signal);
  return {
    next: () => events.next(),
    return: (value?: unknown) => {
      leaving.abort();
      return events.return(value as undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* pull(
  streams: Streams,
  { after, sessionId, matches, instead }: Wanted,
  leaving: AbortSignal,
): AsyncGenerator<LoggedEvent, undefined> {
  const { tail, standings, viewers } = streams;
  let at = after ? await resumeFrom(streams, after) : tail.end;
  while (!tail.isStopped && !leaving.aborted) {
    const page = await tail.read(at);
    at = page.cursor;
    if (page.events.length === 0) await tail.waitFor(at, leaving);
    standings.prepare(page.events);
    for (const event of page.events) {
      const viewer = await viewers.current(sessionId);
      if (!matches(event, viewer)) continue;
      if (mayReceive(viewer, event, await standings.of(event))) yield event;
      else {
        const other = (await instead?.(event, viewer)) ?? null;
        if (other !== null) yield other;
      }
    }
  }
}

/** A cursor past retention is refused with the head, so that the client can begin anew from a fresh query. */
async function resumeFrom({ database }: Streams, after: string): Promise<Position> {
  const position = decodeCursor(after);
  const { events } = await readLog(database.sql, position, 1);
  const oldest = events[0];
  if (oldest && oldest.at.getTime() < Date.now() - REPLAY_MS) throw new CursorExpired(await headOfLog(database.sql));
  return position;
}
