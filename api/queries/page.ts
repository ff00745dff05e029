import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { boundedCount } from './bounded-count.js';
import { connection, type Connection } from './connection.js';
import { Keyset, type Towards } from './keyset.js';
import type { List } from './list.js';
import { listCursors, type CursorFormat } from './list-cursor.js';
import { placeOf, type Place } from './order.js';
import { wantedPage, type PageArgs, type PageWanted } from './page-args.js';

/** One page of a list, found by the keys of its neighbours and never by counting, so rows that come in between shift nothing. */
export async function page<Row extends object>(
  database: Database,
  list: List<Row>,
  args: PageArgs,
): Promise<Connection<Row>> {
  const wanted = wantedPage(args);
  const cursors = list.cursors ?? listCursors(list.order, list.filter);
  const bounds = boundsOf(wanted, cursors);
  const { rows, hasMore } = await readRows(database, list, bounds, wanted);
  const isBeyond = (towards: Towards) => anyBeyond(database, list, bounds, rows, towards);
  return connection(rows, {
    cursorOf: (row) => cursors.write(row),
    hasNextPage: () => (hasMore && !wanted.fromEnd) || (bounds.before !== null && isBeyond('end')),
    hasPreviousPage: () => (hasMore && wanted.fromEnd) || (bounds.after !== null && isBeyond('start')),
    totalCount: () => (isWhole(bounds, hasMore) ? rows.length : totalOf(database, list, rows[0])),
  });
}

/** A page of a list on which there is nothing, as is known without looking. */
export function emptyPage({ order, filter }: Pick<List<never>, 'order' | 'filter'>, args: PageArgs): Connection<never> {
  boundsOf(wantedPage(args), listCursors(order, filter));
  const none = { hasNextPage: () => false, hasPreviousPage: () => false, totalCount: () => 0 };
  return connection([], { cursorOf: () => '', ...none });
}

/** A page that has the whole list on it needn't be counted. */
const isWhole = ({ after, before }: Bounds, hasMore: boolean): boolean => !hasMore && after === null && before === null;

async function totalOf<Row extends object>(
  database: Database,
  { query, total, totalIn }: List<Row>,
  row: Row | undefined,
): Promise<number | null> {
  if (totalIn !== undefined && row) return (row as Readonly<Record<string, number>>)[totalIn]!;
  return total ? total() : boundedCount(database, query);
}

interface Bounds {
  readonly after: Place | null;
  readonly before: Place | null;
}

function boundsOf({ after, before }: PageWanted, cursors: CursorFormat): Bounds {
  return {
    after: after === null ? null : cursors.read(after, 'after'),
    before: before === null ? null : cursors.read(before, 'before'),
  };
}

/** The page's rows; one more than asked for tells whether there are others. */
async function readRows<Row>(
  { sql: db }: Database,
  list: List<Row>,
  bounds: Bounds,
  { size, fromEnd }: PageWanted,
): Promise<{ rows: readonly Row[]; hasMore: boolean }> {
  const keyset = new Keyset(list.order, list.table);
  const legs = keyset.legs.map((leg) => {
    let query = list.query.where(keyset.in(leg));
    if (bounds.after) query = query.where(keyset.beyond(bounds.after, { leg, towards: 'end' }));
    if (bounds.before) query = query.where(keyset.beyond(bounds.before, { leg, towards: 'start' }));
    return query.orderBy(keyset.sortKeys(fromEnd)).limit(size + 1);
  });
  const joined = sql<Row>`select * from (${sql.join(legs, sql` union all `)}) ${sql.ref(list.table)}
    order by ${keyset.sortLegs(fromEnd)} limit ${size + 1}`;
  const read = legs.length === 1 ? await legs[0]!.execute() : (await joined.execute(db)).rows;
  const rows = read.slice(0, size);
  return { rows: fromEnd ? rows.reverse() : rows, hasMore: read.length > size };
}

/** Whether the list has rows on this side of the page: of its outermost row, or of the cursor where the page is empty. */
async function anyBeyond<Row extends object>(
  { sql: db }: Database,
  { query, table, order }: List<Row>,
  { after, before }: Bounds,
  rows: readonly Row[],
  towards: Towards,
): Promise<boolean> {
  const outermost = towards === 'end' ? rows.at(-1) : rows[0];
  const place = outermost ? placeOf(order, outermost) : towards === 'end' ? before! : after!;
  const beyond = query.where(new Keyset(order, table).beyondIn(place, towards, !outermost));
  const { rows: found } = await sql<{ any: boolean }>`select exists (${beyond}) as any`.execute(db);
  return found[0]!.any;
}
