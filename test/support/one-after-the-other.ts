import type { House } from './house.js';
import { onRealServer } from './database.js';
import { until } from './until.js';

/**
 * Runs actions that all need the same row, so that each waits for it in the order given, and answers what came of them. On the embedded
 * database, which has one connection, they simply follow each other.
 */
export async function oneAfterTheOther<T>(
  { database }: House,
  row: { readonly table: 'Customer' | 'Lead'; readonly id: string },
  actions: readonly (() => Promise<T>)[],
): Promise<T[]> {
  if (!onRealServer) return inTurn(actions);
  const holder = await database.pool.connect();
  try {
    await holder.query('begin');
    await holder.query(`select 1 from "${row.table}" where id = $1 for update`, [row.id]);
    const running: Promise<T>[] = [];
    for (const act of actions) {
      running.push(act());
      await until(`${running.length} wait for the row`, () => waiting(database.pool, running.length));
    }
    await holder.query('commit');
    return await Promise.all(running);
  } finally {
    holder.release();
  }
}

async function inTurn<T>(actions: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  for (const act of actions) answers.push(await act());
  return answers;
}

async function waiting(pool: House['database']['pool'], count: number): Promise<boolean> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]!.n >= count;
}
