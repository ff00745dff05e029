import { MongoBackend } from '@agendajs/mongo-backend';
import { MongoClient } from 'mongodb';
import type { Log } from '../commands/store/log.js';
import type { AlarmStore } from './alarm-store.js';

/** How long a call waits for a server that is gone. */
const PATIENCE_MS = 3000;

/** Agenda's own name for it. */
const COLLECTION = 'agendaJobs';

/** Agenda on MongoDB, over a client of ours: one that Agenda opens dies with the server and takes the process along. */
export async function openMongoStore(url: string, log: Log): Promise<AlarmStore> {
  const client = new MongoClient(url, {
    appName: 'genjin',
    serverSelectionTimeoutMS: PATIENCE_MS,
    connectTimeoutMS: PATIENCE_MS,
  });
  client.on('error', (error) => log.warn({ err: error }, 'the connection to MongoDB reported an error'));
  try {
    await client.connect();
    const backend = new MongoBackend({ mongo: client.db(), collection: COLLECTION });
    await backend.connect();
    return {
      backend,
      count: (name) => client.db().collection(COLLECTION).countDocuments({ name }),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}
