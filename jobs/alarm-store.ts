import type { AgendaBackend } from 'agenda';
import type { Database } from '../commands/store/open-database.js';
import type { Log } from '../commands/store/log.js';

/** Where Agenda keeps its jobs, connected. */
export interface AlarmStore {
  readonly backend: AgendaBackend;
  /** How many jobs of a name it holds. */
  count(name: string): Promise<number>;
  close(): Promise<void>;
}

export interface StoreChoice {
  /** Undefined means beside our own tables in PostgreSQL. */
  readonly mongodbUrl: string | undefined;
  readonly database: Database;
  readonly log: Log;
}

/** Opens the store of the environment's choice; rejects while it can't be reached. */
export async function openAlarmStore({ mongodbUrl, database, log }: StoreChoice): Promise<AlarmStore> {
  if (mongodbUrl === undefined) return (await import('./postgres-store.js')).openPostgresStore(database);
  return (await import('./mongo-store.js')).openMongoStore(mongodbUrl, log);
}
