import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { everMigrated, type Migration } from './migrate.js';

const CHAR: number = pg.types.builtins.CHAR;
const NO_FILTER = { externalTables: [], externalEnums: [] };

/** A migration that the database refused; nothing of it was kept. */
export class MigrationFailed extends Error {
  constructor(name: string, cause: Error) {
    super(`The migration ${name} failed and left nothing behind: ${cause.message}`, { cause });
    this.name = 'MigrationFailed';
  }
}

/**
 * Applies what is missing, in order, and records it in `_prisma_migrations`. A migration and its record are one transaction, so one
 * without an end was cut off before it took effect (the process died): it is closed as rolled back and runs again.
 */
export async function applyMigrations(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  await closeCutOff(pool);
  let failure: MigrationFailed | undefined;
  const execute = async (script: string) => {
    const migration = migrations.find((it) => it.script === script);
    if (!migration) return void (await pool.query(script));
    await pool.query(`${script}\n;${markFinished}`).catch((error: Error) => {
      failure = new MigrationFailed(migration.name, error);
      throw failure;
    });
  };
  const engine = await schemaEngine(migrationAdapter(pool, execute));
  try {
    const answer = await engine.applyMigrations({ migrationsList: migrationList(migrations), filters: NO_FILTER });
    return answer.appliedMigrationNames;
  } catch (error) {
    throw failure ?? error; // the engine's own words don't carry the database's
  } finally {
    engine.free();
  }
}

const unfinished = 'finished_at is null and rolled_back_at is null';
const markFinished = `update _prisma_migrations set finished_at = now() where ${unfinished}`;

async function closeCutOff(pool: pg.Pool): Promise<void> {
  if (await everMigrated(pool))
    await pool.query(`update _prisma_migrations set rolled_back_at = now() where ${unfinished}`);
}

/** The SQL that leads from the migrations to the model, null when they agree. `shadow` is an empty database to replay them in. */
export async function sqlFromMigrationsTo(
  schema: { path: string; content: string },
  migrations: readonly Migration[],
  shadow: pg.Pool,
): Promise<string | null> {
  const engine = await schemaEngine(migrationAdapter(shadow), [[schema.path, schema.content]]);
  try {
    const { exitCode, stdout } = await engine.diff({
      from: migrations.length > 0 ? { tag: 'migrations', ...migrationList(migrations) } : { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    return exitCode === 2 ? stdout : null;
  } finally {
    engine.free();
  }
}

/** Prisma's adapter, mended where the engine needs more of it than the client does. */
function migrationAdapter(
  pool: pg.Pool,
  execute = async (script: string) => void (await pool.query(script)),
): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new WeakMap<object, readonly number[]>();
  const factory = new PrismaPg(rememberingCharColumns(pool, charColumns));
  const connect = async () => {
    const adapter = await factory.connect();
    const readAsText = adapter.queryRaw.bind(adapter);
    const queryRaw = async (query: SqlQuery) => {
      const result = await readAsText(query);
      for (const index of charColumns.get(result.rows) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    // The adapter cuts a script at every ';', also inside texts and functions, and runs the pieces one by one.
    // Sent whole, PostgreSQL parses it and runs it as one transaction.
    return Object.assign(adapter, { queryRaw, executeScript: execute });
  };
  return { provider: factory.provider, adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}

/** The catalogue has columns of the one-byte type "char", which the adapter refuses: they pass as text, and their places are noted. */
function rememberingCharColumns(pool: pg.Pool, charColumns: WeakMap<object, readonly number[]>): pg.Pool {
  const query = async (request: pg.QueryArrayConfig) => {
    const result = await pool.query(request);
    const places = result.fields.flatMap(({ dataTypeID }, index) => (dataTypeID === CHAR ? [index] : []));
    for (const place of places) result.fields[place]!.dataTypeID = pg.types.builtins.TEXT;
    charColumns.set(result.rows, places);
    return result;
  };
  return new Proxy(pool, {
    get: (target, key) => (key === 'query' ? query : (Reflect.get(target, key, target) as unknown)),
  });
}

function migrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: 'schema/migrations',
    lockfile: { path: './migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
    })),
  };
}

async function schemaEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  datamodels: [string, string][] = [['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n']],
): Promise<SchemaEngine> {
  const { SchemaEngine } = await loadEngine();
  return SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(adapter));
}

type Exports = Readonly<Record<string, () => void>>;

interface Bindings {
  readonly SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: Exports): void;
}

let loading: Promise<Bindings> | undefined;
const loadEngine = (): Promise<Bindings> => (loading ??= instantiate());

/** The package's own entry imports the .wasm file as a module, which this Node can't; so it is instantiated by hand. */
async function instantiate(): Promise<Bindings> {
  const bindings = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as Bindings;
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'));
  const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withIdleTimers(bindings) });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports['__wbindgen_start']!();
  return bindings;
}

/** The engine leaves its 10 s lock time-out running when it is done; unreferenced, it doesn't keep a finished process alive. */
function withIdleTimers(bindings: object): object {
  const patched = Object.entries(bindings).map(([name, binding]: [string, unknown]) => {
    if (!name.startsWith('__wbg_setTimeout_')) return [name, binding];
    const set = binding as (...args: unknown[]) => NodeJS.Timeout;
    return [name, (...args: unknown[]) => set(...args).unref()];
  });
  return Object.fromEntries(patched) as object;
}

/** The global that TypeScript declares only for browsers. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: Exports } }>;
};
