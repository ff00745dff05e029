import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { Keyset } from './keyset.js';
import type { AnyQuery, List } from './list.js';
import { placeOf, type Place } from './order.js';

const PAGE = 1000;

/** A whole list in its order, page by page along its keys: nothing is held but the page at hand, and nothing is locked. */
export async function* everyRow<Row extends object>(list: List<Row>): AsyncGenerator<readonly Row[]> {
  const keyset = new Keyset(list.order, list.table);
  for (const leg of keyset.legs) {
    for (let after: Place | null = null, isLast = false; !isLast;) {
      let query: AnyQuery<Row> = list.query.where(keyset.in(leg));
      if (after) query = query.where(keyset.beyond(after, { leg, towards: 'end' }));
      const rows: readonly Row[] = await query.orderBy(keyset.sortKeys(false)).limit(PAGE).execute();
      if (rows.length > 0) yield rows;
      isLast = rows.length < PAGE;
      after = isLast ? null : placeOf(list.order, rows.at(-1)!);
    }
  }
}

/** Whether a list is longer than that, without counting further. */
export async function isLongerThan({ sql: db }: Database, { query }: List<object>, most: number): Promise<boolean> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${query
      .clearSelect()
      .select(sql.lit(1).as('one'))
      .limit(most + 1)}) counted`.execute(db);
  return rows[0]!.count > most;
}
