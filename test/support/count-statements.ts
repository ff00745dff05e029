import type pg from 'pg';

const counts = new WeakMap<pg.Pool, { statements: number }>();

/** How many statements this pool has been asked since the first time anybody counted. */
export function countStatements(pool: pg.Pool): number {
  const known = counts.get(pool);
  if (known) return known.statements;
  const count = { statements: 0 };
  const watched = new WeakSet<pg.PoolClient>();
  counts.set(pool, count);
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      count.statements++;
      return query(...args);
    }) as typeof client.query;
  });
  return 0;
}
