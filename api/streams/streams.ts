import { setMaxListeners } from 'node:events';
import type { Announce } from '../../commands/announce.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { LogTail } from './log-tail.js';
import { PoolTeams } from './pool-events.js';
import { Sessions } from './sessions.js';
import { Standings } from './standings.js';

/** What all subscriptions of a process share. */
export interface Streams {
  readonly database: Database;
  readonly tail: LogTail;
  readonly standings: Standings;
  readonly sessions: Sessions;
  readonly poolTeams: PoolTeams;
  /** Aborted when the process ends. */
  readonly ending: AbortSignal;
  stop(): Promise<void>;
}

export interface StreamParts {
  readonly database: Database;
  readonly onAnnounced: (listener: Announce) => () => void;
  readonly log: Log;
}

export async function startStreams({ database, onAnnounced, log }: StreamParts): Promise<Streams> {
  const tail = new LogTail(database, log);
  await tail.start();
  const unlisten = onAnnounced(() => tail.ring());
  const sessions = new Sessions(database, log);
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // every stream listens to it
  const stop = async () => {
    unlisten();
    ending.abort();
    sessions.stop();
    await tail.stop();
  };
  const poolTeams = new PoolTeams(database);
  return { database, tail, standings: new Standings(database), sessions, poolTeams, ending: ending.signal, stop };
}
