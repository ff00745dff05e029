// Lives outside Jest's realms, once per worker.
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** What Jest tells a worker when there is nothing left to do. An open database would keep the process waiting until it is ended by force. */
const END = 2;
if (process.send) process.on('message', ([type]) => type === END && process.exit());

const holder = (globalThis.genjinTestDatabase ??= {});

/** Opens the worker's database when a test first asks: a database of its own on the server, or an embedded instance. */
export function workerDatabase() {
  return (holder.opening ??= process.env.TEST_DATABASE_URL
    ? createDatabase(serverOfWorker(process.env.TEST_DATABASE_URL.split(',')))
    : bootEmbedded());
}

export async function closeWorkerDatabase() {
  const database = await holder.opening;
  holder.opening = undefined;
  await database?.pglite?.close();
}

const serverOfWorker = (servers) => servers[(Number(process.env.JEST_WORKER_ID ?? 1) - 1) % servers.length];

async function bootEmbedded() {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  return { pglite };
}

async function createDatabase(serverUrl) {
  const name = `${databasePrefix()}${randomUUID().slice(0, 8)}`;
  await onServer(serverUrl, (client) => client.query(`create database "${name}"`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href };
}

/** Drops what the workers of this run created. */
export async function dropDatabases(serverUrl) {
  await onServer(serverUrl, async (client) => {
    const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [
      databasePrefix(),
    ]);
    for (const { datname } of rows) await client.query(`drop database if exists "${datname}" with (force)`);
  });
}

const databasePrefix = () => `genjin_test_${process.env.TEST_RUN ?? 'alone'}_`;

async function onServer(serverUrl, work) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
