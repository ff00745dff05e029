import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ProcessReport } from '../commands/beat.js';
import type { Database } from '../commands/store/open-database.js';
import type { AlarmStoreKind } from '../domain/deadline/alarm-store.js';

/** What this process has done, for whoever runs it. */
export interface ProcessStory {
  /** A sweep is over and has fired so many. */
  swept(fired: number): void;
  /** The story so far; `alarms` stand in the store, null where it doesn't answer. */
  told(alarms: number | null): ProcessReport;
}

interface Parts {
  readonly database: Database;
  readonly mongodbUrl: string | undefined;
}

export function processStory({ database, mongodbUrl }: Parts): ProcessStory {
  const id = randomUUID();
  const name = `${hostname()}:${process.pid}`;
  const startedAt = performance.now();
  const alarmStore: AlarmStoreKind =
    mongodbUrl !== undefined ? 'MONGODB' : database.embedded ? 'EMBEDDED' : 'POSTGRESQL';
  let sweptAt: number | null = null;
  let fired = 0;
  return {
    swept: (count) => {
      sweptAt = performance.now();
      fired += count;
    },
    told: (alarms) => {
      const now = performance.now();
      const sweptMsAgo = sweptAt === null ? null : now - sweptAt;
      return { id, name, startedMsAgo: now - startedAt, alarmStore, alarms, sweptMsAgo, fired };
    },
  };
}
