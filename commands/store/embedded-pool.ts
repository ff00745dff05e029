import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { createPgConfig, type PGlitePgConfig } from '@electric-sql/pglite/node-postgres';
import pg from 'pg';
import { columnTypes } from './column-types.js';

type Connection = PGlitePgConfig['connection'];
type Emit = (event: string, ...args: unknown[]) => boolean;

/** Boots the embedded PostgreSQL; without a folder it lives in memory. It runs without fsync: a laptop's default, no more. */
export async function openPglite(options: PGliteOptions): Promise<PGlite> {
  const pglite = new PGlite({ relaxedDurability: false, ...options });
  await pglite.waitReady;
  return pglite;
}

/**
 * The one door to an embedded PostgreSQL: a pool of exactly one connection that Prisma, Kysely and Agenda share.
 * Any other access to the instance would run inside whatever transaction happens to be open here.
 */
export function embeddedPool(pglite: PGlite): pg.Pool {
  const config = createPgConfig(pglite);
  repair(config.connection);
  // Assigned onto, not spread: the config's own fields are what node-postgres recognises the connection by.
  const pool = new pg.Pool(Object.assign(config, { max: 1, idleTimeoutMillis: 0, types: columnTypes }));
  return pool.on('connect', keepAfterErrors);
}

/** A pool gives up a connection whose statement failed. Here the next one would be the same instance, and hear the answers meant for the old one. */
function keepAfterErrors(client: pg.PoolClient): void {
  let release: pg.PoolClient['release'];
  Object.defineProperty(client, 'release', {
    get: () => () => release(),
    set: (given: typeof release) => (release = given),
  });
}

function repair(connection: Connection): void {
  yieldBefore(connection, 'sync');
  yieldBefore(connection, 'query');
  parseWithoutTypes(connection);
  raiseRealErrors(connection);
}

/** PGlite lives on microtasks: without a turn of the event loop per round trip, timers and sockets starve under load. */
function yieldBefore(connection: Connection, method: 'sync' | 'query'): void {
  const send = connection[method].bind(connection) as (...args: unknown[]) => void;
  Object.assign(connection, { [method]: (...args: unknown[]) => void setImmediate(() => send(...args)) });
}

/** Prisma's adapter passes its type parsers as `types`; PGlite takes that field for a list of parameter type ids. */
function parseWithoutTypes(connection: Connection): void {
  const parse = connection.parse.bind(connection);
  connection.parse = ({ types: _types, ...query }: Record<string, unknown>) => parse(query);
}

/** Errors arrive as PGlite's own class; callers get the class a real server's errors have, so `instanceof` means one thing. */
function raiseRealErrors(connection: Connection): void {
  const emit = connection.emit.bind(connection) as Emit;
  const emitRepaired: Emit = (event, ...args) =>
    event === 'errorMessage' ? emit(event, databaseError(args[0] as Error)) : emit(event, ...args);
  Object.assign(connection, { emit: emitRepaired });
}

function databaseError(cause: Error & { length?: number }): pg.DatabaseError {
  const error = new pg.DatabaseError(cause.message, cause.length ?? 0, 'error');
  const { name: _name, message: _message, stack: _stack, ...fields } = cause as Error & Record<string, unknown>;
  return Object.assign(error, fields);
}
