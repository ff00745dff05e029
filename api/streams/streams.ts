import type { Announce } from '../../commands/announce.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { LogTail } from './log-tail.js';
import { PoolTeams } from './pool-events.js';
import { Standings } from './standings.js';
import { Viewers } from './viewers.js';

/** What all subscriptions of a process share. */
export interface Streams {
  readonly database: Database;
  readonly tail: LogTail;
  readonly standings: Standings;
  readonly viewers: Viewers;
  readonly poolTeams: PoolTeams;
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
  const stop = async () => {
    unlisten();
    await tail.stop();
  };
  return {
    database,
    tail,
    standings: new Standings(database),
    viewers: new Viewers(database),
    poolTeams: new PoolTeams(database),
    stop,
  };
}
