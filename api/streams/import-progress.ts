import type { LoggedEvent } from '../../commands/store/event-log.js';
import { notFound } from '../../domain/decision.js';
import { may } from '../../domain/policy.js';
import type { Streams } from './streams.js';

export interface Followed {
  readonly importId: string;
  readonly sessionId: string;
  /** Whether nothing more will happen to it. */
  readonly isOver: () => Promise<boolean>;
}

/**
 * A live view of an import: told at once, then after every change, a slow reader only of the latest; it ends with the import. It tells
 * which import to look at: whoever reads it sees the import as it is by then.
 */
export function importProgress(streams: Streams, followed: Followed): AsyncIterableIterator<string> {
  const leaving = new AbortController();
  const changes = follow(streams, followed, leaving.signal);
  return {
    next: () => changes.next(),
    return: (value?: unknown) => {
      leaving.abort();
      return changes.return(value as undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* follow(
  { tail, viewers }: Streams,
  { importId, sessionId, isOver }: Followed,
  leaving: AbortSignal,
): AsyncGenerator<string, undefined> {
  const isAbout = ({ type, data }: LoggedEvent) => type === 'IMPORT_CHANGED' && data['importId'] === importId;
  let at = tail.end;
  for (let isChanged = true; !tail.isStopped && !leaving.aborted;) {
    if (isChanged) {
      if (!may(await viewers.current(sessionId), 'bulk')) throw notFound('importId');
      const isLast = await isOver();
      yield importId;
      if (isLast) return;
    }
    const page = await tail.read(at);
    at = page.cursor;
    isChanged = page.events.some(isAbout);
    if (page.events.length === 0) await tail.waitFor(at, leaving);
  }
}
