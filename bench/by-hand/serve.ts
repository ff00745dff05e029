import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';

/** A statement, and what it is given by a question. */
export interface ByHand {
  readonly text: string;
  readonly values: (asked: URLSearchParams) => unknown[];
}

/** Sessions that ask for what the product's ask for: the limit is its statements. */
const SESSION = '-c jit=off -c timezone=UTC -c work_mem=32MB -c random_page_cost=1.1';

/** A server that answers each path by the rows of its statement, as they are told by `tell`, and knows of nothing else. */
export function serve<Row extends object>(
  paths: Readonly<Record<string, ByHand>>,
  tell: (rows: Row[]) => string,
): void {
  const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], options: SESSION, idleTimeoutMillis: 0 });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://limit');
    const name = pathname.slice(1);
    const { text, values } = paths[name]!;
    pool.query<Row>({ name, text, values: values(searchParams) }).then(
      ({ rows }) => response.setHeader('content-type', 'application/json').end(tell(rows)),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  server.listen(0, '127.0.0.1', () => {
    process.send!({ word: 'ready', what: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
}
