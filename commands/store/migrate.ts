import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectFolder } from './project-folder.js';

export interface Migration {
  readonly name: string;
  readonly script: string;
}

/** The key Prisma's own engine locks while it migrates, so that `prisma migrate deploy` and we wait for each other too. */
const MIGRATION_LOCK = 72_707_369;

/** A migration that the database has in another form than this build. */
export class MigrationChanged extends Error {
  constructor(name: string) {
    super(
      `The migration ${name} was changed after this database had applied it; restore the file, or start with an empty database.`,
    );
    this.name = 'MigrationChanged';
  }
}

/**
 * Brings the database to this build's schema and answers the names of what it applied. Two selects when there is nothing to do.
 * Several processes may call it at once: they take turns.
 */
export async function migrate(
  { pool, embedded }: { pool: pg.Pool; embedded: boolean },
  migrations = readMigrations(),
): Promise<string[]> {
  if ((await missing(pool, migrations)).length === 0) return [];
  if (embedded) return applyMissing(pool, migrations);
  // The lock belongs to a session and the engine takes its connections from a pool: a pool of one makes them the same session.
  const turn = new pg.Pool({
    ...pool.options,
    password: pool.options.password,
    max: 1,
    idleTimeoutMillis: 0,
  });
  try {
    await turn.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await applyMissing(turn, migrations);
  } finally {
    await turn.end();
  }
}

/** The migrations of schema/migrations, oldest first. */
export function readMigrations(folder = join(projectFolder(), 'schema', 'migrations')): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => ({ name, script: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

async function applyMissing(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const names = await missing(pool, migrations);
  if (names.length === 0) return [];
  const { applyMigrations } = await import('./schema-engine.js'); // a few megabytes of WebAssembly that most starts don't need
  return applyMigrations(pool, migrations);
}

async function missing(pool: pg.Pool, migrations: readonly Migration[]): Promise<string[]> {
  const applied = await appliedChecksums(pool);
  const edited = migrations.find(({ name, script }) => applied.has(name) && applied.get(name) !== checksum(script));
  if (edited) throw new MigrationChanged(edited.name);
  return migrations.filter(({ name }) => !applied.has(name)).map(({ name }) => name);
}

/** Asks whether the table is there before reading it: a query that fails costs the pool its connection, and with it the lock. */
async function appliedChecksums(pool: pg.Pool): Promise<Map<string, string>> {
  if (!(await everMigrated(pool))) return new Map();
  const { rows } = await pool.query<{ migration_name: string; checksum: string }>(
    'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/** Whether the database has the table in which Prisma's engine keeps what it applied. */
export async function everMigrated(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as found`,
  );
  return rows[0]!.found;
}

function checksum(script: string): string {
  return createHash('sha256').update(script).digest('hex');
}
