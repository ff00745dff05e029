import type { SelectQueryBuilder } from 'kysely';
import type { CursorFormat } from './list-cursor.js';
import type { Order } from './order.js';

/** A select over whatever tables, neither sorted nor limited yet. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it selects from is known where it is written, and nowhere else
export type AnyQuery<Row = object> = SelectQueryBuilder<any, any, Row>;

/** Everything that a list is, except which part of it is wanted. */
export interface List<Row> {
  readonly query: AnyQuery<Row>;
  /** The alias of the table that the order's keys belong to. */
  readonly table: string;
  readonly order: Order;
  /** Whatever narrows the list: its cursors hold only under the same. */
  readonly filter: unknown;
  /** Cursors of another kind, e.g. the event log's own. */
  readonly cursors?: CursorFormat;
  /** How many are on it, where that can be said without reading what a page shows; null when it takes too long. */
  readonly total?: () => Promise<number | null>;
  /** The column in which each row says it, where no page can be read without finding them all. */
  readonly totalIn?: string;
}
