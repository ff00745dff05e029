import type pg from 'pg';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What a piece of work asks of this pool. */
export async function statementsOf(pool: pg.Pool, work: () => Promise<unknown>): Promise<readonly Statement[]> {
  const asked: Statement[] = [];
  const watched = new Map<pg.PoolClient, unknown>();
  const watch = (client: pg.PoolClient) => {
    if (watched.has(client)) return;
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    watched.set(client, query);
    client.query = ((...args: unknown[]) => {
      const [given, values] = args as [string | Statement, readonly unknown[] | undefined];
      asked.push(typeof given === 'string' ? { text: given, values: values ?? [] } : given);
      return query(...args);
    }) as typeof client.query;
  };
  pool.on('acquire', watch);
  try {
    await work();
  } finally {
    pool.off('acquire', watch);
    for (const [client, query] of watched) client.query = query as typeof client.query;
  }
  return asked;
}
