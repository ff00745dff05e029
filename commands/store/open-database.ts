import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from '../../schema/generated/kysely/types.js';
import { PrismaClient } from '../../schema/generated/prisma/client.js';
import { columnTypes } from './column-types.js';
import { embeddedPool, openPglite } from './embedded-pool.js';
import { lockFolder } from './folder-lock.js';
import type { Log } from './log.js';

/** One PostgreSQL seen three ways. Everything goes through `pool`: embedded, it is the only door there is. */
export interface Database {
  readonly pool: pg.Pool;
  readonly sql: Kysely<DB>;
  readonly prisma: PrismaClient;
  readonly embedded: boolean;
  close(): Promise<void>;
}

export interface DatabasePlace {
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  readonly log: Log;
}

/** Connections one process keeps to a server; small enough that a handful of processes fit PostgreSQL's default of 100. */
const SERVER_CONNECTIONS = 20;

/** Opens the server at `databaseUrl`, or, without one, the embedded database in `dataDir`, which one process may hold at a time. */
export async function openDatabase({ databaseUrl, dataDir, log }: DatabasePlace): Promise<Database> {
  return databaseUrl === undefined ? openEmbedded(dataDir, log) : openServer(databaseUrl, log);
}

/** The three views over a pool that somebody else made; `release` is what closing it means beyond ending the pool. */
export function databaseOver(
  pool: pg.Pool,
  { embedded, release }: { embedded: boolean; release?: () => Promise<void> },
): Database {
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
    await release?.();
  };
  let closing: Promise<void> | undefined;
  return {
    pool,
    sql: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
    prisma,
    embedded,
    close: () => (closing ??= close()),
  };
}

/**
 * What each connection asks for. Compiling a query of a few milliseconds takes longer than running it. Rows read as JSON tell instants by the
 * session's zone, whose offsets of long ago have seconds that no Date can read. Reports sort and hash a hundred thousand rows in memory, and what
 * is asked all day is in memory, where reading a page by an index costs about as much as reading the next one.
 */
const SESSION = '-c jit=off -c timezone=UTC -c work_mem=32MB -c random_page_cost=1.1';

/** A pool on a real server, with the error listener without which a restarted server would take this process down. */
export function serverPool(databaseUrl: string, log: Log, max = SERVER_CONNECTIONS): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    types: columnTypes,
    application_name: 'genjin',
    options: SESSION,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  const onLostConnection = (error: Error) =>
    log.warn({ err: error }, 'a database connection was lost; the pool opens another');
  pool.on('error', onLostConnection);
  pool.on('connect', (client) => client.on('error', onLostConnection));
  return pool;
}

async function openServer(databaseUrl: string, log: Log): Promise<Database> {
  const pool = serverPool(databaseUrl, log);
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return databaseOver(pool, { embedded: false });
}

async function openEmbedded(dataDir: string, log: Log): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  const lock = lockFolder(dataDir);
  try {
    const pglite = await openPglite({ dataDir: join(dataDir, 'database') });
    const pool = embeddedPool(pglite);
    pool.on('error', (error) => log.error({ err: error }, 'the embedded database reported an error'));
    const release = async () => {
      await pglite.close();
      lock.release();
    };
    return databaseOver(pool, { embedded: true, release });
  } catch (error) {
    lock.release();
    throw error;
  }
}
