import { databaseOver, serverPool, type Database } from '../../commands/store/open-database.js';
import { atTheEnd } from './at-the-end.js';
import { databaseUrl } from './database.js';
import { quiet } from './quiet-log.js';

/** A database whose clock stands still until it is set. */
export interface SimulatedClock {
  readonly database: Database;
  set(at: Date): Promise<void>;
}

/** Found before the built-in functions of these names. */
const PATH = 'simulated, public, pg_catalog';

/** The same database, as somebody sees it whose time is given: all that commands and reads ask is the database's clock. */
export async function withSimulatedClock(database: Database): Promise<SimulatedClock> {
  await database.pool.query(`
    create schema if not exists simulated;
    create table if not exists simulated.clock (at timestamptz);
    create or replace function simulated.clock_timestamp() returns timestamptz language sql stable as 'select at from simulated.clock';
    create or replace function simulated.now() returns timestamptz language sql stable as 'select at from simulated.clock';
    delete from simulated.clock;
    insert into simulated.clock values (pg_catalog.now())`);
  const simulated = await under(database);
  return {
    database: simulated,
    set: async (at) => void (await simulated.pool.query('update simulated.clock set at = $1', [at])),
  };
}

/** The embedded database has one connection; on a server a pool of its own keeps to the path. */
async function under(database: Database): Promise<Database> {
  const url = await databaseUrl();
  if (url === undefined) {
    await database.pool.query(`set search_path = ${PATH}`);
    return database;
  }
  const pathed = new URL(url);
  pathed.searchParams.set('options', `-c search_path=${PATH.replaceAll(' ', '')}`);
  const simulated = databaseOver(serverPool(pathed.href, quiet), { embedded: false });
  atTheEnd(() => simulated.close());
  return simulated;
}
