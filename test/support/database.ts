import { afterAll } from '@jest/globals';
import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import { embeddedPool } from '../../commands/store/embedded-pool.js';
import { migrate } from '../../commands/store/migrate.js';
import { databaseOver, serverPool, type Database } from '../../commands/store/open-database.js';
import { quiet } from './quiet-log.js';

interface WorkerDatabase {
  readonly pglite?: PGlite;
  readonly url?: string;
}

declare const workerDatabase: () => Promise<WorkerDatabase>;

/** True when the suite runs on a real server, where tests may use several connections and processes. */
export const onRealServer = Boolean(process.env['TEST_DATABASE_URL']);

let opening: Promise<Database> | undefined;

/**
 * An empty, migrated database. It is the same one for all tests of a worker, emptied by each call; it closes itself after the file,
 * so `close` does nothing here.
 */
export async function aDatabase(): Promise<Database> {
  const database = await (opening ??= open());
  await empty(database.pool);
  return { ...database, close: () => Promise.resolve() };
}

/** Where a second process would find the database of this worker; undefined on the embedded one, which nobody can share. */
export async function databaseUrl(): Promise<string | undefined> {
  return (await workerDatabase()).url;
}

afterAll(async () => {
  await (await opening)?.close();
  opening = undefined;
});

async function open(): Promise<Database> {
  const { pglite, url } = await workerDatabase();
  const pool = pglite ? embeddedPool(pglite) : serverPool(url!, quiet);
  if (pglite) await pool.query('rollback'); // an earlier file may have died inside a transaction
  const database = databaseOver(pool, { embedded: pglite !== undefined });
  await migrate(database);
  return database;
}

async function empty(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  );
  if (rows.length > 0) await pool.query(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity cascade`);
}
