import type { Database } from '../store/open-database.js';

interface Key {
  readonly drop: string;
  readonly make: string;
}

/** While this work goes on these tables have no foreign keys and no indexes but their primary keys: making them once takes a fraction of keeping them. */
export async function onBareTables<T>(
  { pool }: Database,
  tables: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  const keys = await keysOf(pool, tables);
  for (const { drop } of keys) await pool.query(drop);
  const done = await work();
  for (const { make } of keys.toReversed()) await pool.query(make);
  for (const table of tables) await pool.query(`analyze "${table}"`);
  return done;
}

/** Foreign keys first: an index that one rests on can't go before it. */
async function keysOf(pool: Database['pool'], tables: readonly string[]): Promise<readonly Key[]> {
  const { rows } = await pool.query<Key>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
        format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as make, 1 as turn
      from pg_constraint where contype = 'f' and conrelid in (select format('%I', t)::regclass from unnest($1::text[]) t)
    union all
    select format('drop index %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 2
      from pg_index where not indisprimary and indrelid in (select format('%I', t)::regclass from unnest($1::text[]) t)
    order by turn, drop`,
    [tables],
  );
  return rows;
}
