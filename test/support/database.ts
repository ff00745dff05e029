import type { PGlite } from '@electric-sql/pglite';
import type pg from 'pg';
import { embeddedPool } from '../../commands/store/embedded-pool.js';
import { migrate } from '../../commands/store/migrate.js';
import { databaseOver, serverPool, type Database } from '../../commands/store/open-database.js';
import { atTheEnd } from './at-the-end.js';
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

async function open(): Promise<Database> {
  const { pglite, url } = await workerDatabase();
  const pool = pglite ? embeddedPool(pglite) : serverPool(url!, quiet);
  if (pglite) await pool.query('rollback'); // an earlier file may have died inside a transaction
  if (pglite) await pool.query('reset search_path'); // or have looked at a simulated clock
  const database = databaseOver(pool, { embedded: pglite !== undefined });
  atTheEnd(() => database.close());
  await migrate(database);
  await truncate(pool);
  return database;
}

/** As a file begins: tables as they were made, though another file may have filled them. */
async function truncate(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(TABLES);
  if (rows.length > 0) await pool.query(`truncate ${rows.map(({ name }) => name).join(', ')} restart identity cascade`);
}

/** Between its tests: several times quicker where little is in them. Foreign keys needn't be looked after, since nothing stays. */
async function empty(pool: pg.Pool): Promise<void> {
  await pool.query(`do $$
    declare
      name text;
      is_filled boolean;
    begin
      set local session_replication_role = replica;
      for name in ${TABLES} loop
        execute 'select exists (select from ' || name || ')' into is_filled;
        if is_filled then execute 'delete from ' || name; end if;
      end loop;
    end $$`);
}

const TABLES = `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`;
