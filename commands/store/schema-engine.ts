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
import type { Migration } from './migrate.js';

const NO_FILTER = { externalTables: [], externalEnums: [] };

/** Applies what is missing, in order, each migration in one transaction, and records it in `_prisma_migrations`. */
export async function applyMigrations(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const engine = await schemaEngine(migrationAdapter(pool));
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(migrations),
      filters: NO_FILTER,
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
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
function migrationAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
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
    const executeScript = async (script: string) => void (await pool.query(script));
    return Object.assign(adapter, { queryRaw, executeScript });
  };
  return { provider: factory.provider, adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}

/** The catalogue has columns of the one-byte type "char", which the adapter refuses: they pass as text, and their places are noted. */
function rememberingCharColumns(pool: pg.Pool, charColumns: WeakMap<object, readonly number[]>): pg.Pool {
  const query = async (request: pg.QueryArrayConfig) => {
    const result = await pool.query(request);
    const places = result.fields.flatMap((field, index) =>
      field.dataTypeID === pg.types.builtins.CHAR ? [index] : [],
    );
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
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports['__wbindgen_start']!();
  return bindings;
}

/** The global that TypeScript declares only for browsers. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: Record<string, object>): Promise<{ instance: { exports: Exports } }>;
};
