import { PostgresBackend } from '@agendajs/postgres-backend';
import type { Database } from '../commands/store/open-database.js';
import type { AlarmStore } from './alarm-store.js';

const TABLE = 'agenda_jobs';

/** Agenda's table stands beside ours in the same database and goes through the same pool; notifications would need a connection of their own. */
export async function openPostgresStore({ pool, embedded }: Database): Promise<AlarmStore> {
  const backend = new PostgresBackend({ pool, tableName: TABLE, disableNotifications: true });
  await alone(pool, embedded, () => backend.connect());
  if (embedded) await releaseLocks(pool);
  return { backend, count: (name) => count(pool, name), close: () => Promise.resolve() };
}

async function count(pool: Database['pool'], name: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from ${TABLE} where name = $1`, [
    name,
  ]);
  return rows[0]!.count;
}

/** Only one process at a time has the embedded database: whoever holds locks in it is dead. */
async function releaseLocks(pool: Database['pool']): Promise<void> {
  await pool.query(
    `update ${TABLE} set locked_at = null, next_run_at = coalesce(next_run_at, now()) where locked_at is not null`,
  );
}

/** Any number that nobody else locks. */
const SETTING_UP = 7_204_511;

/** Processes that start at once set their tables up one after the other: PostgreSQL refuses to replace one function twice at a time. */
async function alone(pool: Database['pool'], embedded: boolean, setUp: () => Promise<void>): Promise<void> {
  if (embedded) return setUp(); // one process, and one connection that the set-up itself needs
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [SETTING_UP]);
    await setUp();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [SETTING_UP]).catch(() => undefined);
    client.release();
  }
}
