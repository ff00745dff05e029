import DataLoader from 'dataloader';
import { sql, type RawBuilder } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { boundedCounts } from './bounded-count.js';
import { isOneOf } from './conditions.js';
import { connection, type Connection } from './connection.js';
import { groupedBy } from '../../domain/grouped-by.js';
import { Keyset } from './keyset.js';
import type { List } from './list.js';
import { listCursors } from './list-cursor.js';
import { page } from './page.js';
import { wantedPage, type PageArgs } from './page-args.js';

/** A list that hangs on a parent, e.g. the follow-ups of a customer. */
export interface ChildList<Row> extends Pick<List<Row>, 'query' | 'table' | 'order'> {
  /** The column that names the parent. */
  readonly parent: string;
  /** Rows keep the name of a parent that was merged since: whose rows are the parent's as well. */
  readonly mergedParents?: MergedParents;
  /** How its rows are handed on, where not as they were read. */
  readonly shown?: (row: Row) => Row;
}

export interface MergedParents {
  /** Their ids, in a query where the parent's is `parent.id`. */
  readonly names: RawBuilder<unknown>;
  /** The parent's own id and theirs. */
  readonly idsOf: (parentId: string) => Promise<readonly string[]>;
}

interface FirstPage {
  readonly parentId: string;
  readonly size: number;
  readonly fromEnd: boolean;
}

/** Pages of lists that hang on parents: where many parents show their first page, one statement reads them all. */
export class ChildPages<Row extends object> {
  private readonly firstPages = new DataLoader<FirstPage, Connection<Row>, string>((wanted) => this.readAll(wanted), {
    cacheKeyFn: ({ parentId, size, fromEnd }) => `${parentId} ${size} ${fromEnd}`,
  });

  private known: ChildList<Row> | undefined;

  private readonly counts = new DataLoader<string, number | null>((ids) => this.count(ids));

  constructor(
    private readonly database: Database,
    private readonly listOf: () => ChildList<Row>,
  ) {}

  private get list(): ChildList<Row> {
    return (this.known ??= this.listOf());
  }

  /** A page that begins at a cursor is one parent's own business. */
  async load(parentId: string, args: PageArgs): Promise<Connection<Row>> {
    const { size, fromEnd, after, before } = wantedPage(args);
    if (after === null && before === null) return this.shown(await this.firstPages.load({ parentId, size, fromEnd }));
    const { table, parent, query, mergedParents } = this.list;
    const ids = mergedParents ? await mergedParents.idsOf(parentId) : [parentId];
    const ofParent = query.where(isOneOf(sql.ref(`${table}.${parent}`), ids));
    return this.shown(
      await page(this.database, { ...this.list, query: ofParent, filter: { [parent]: parentId } }, args),
    );
  }

  private shown(read: Connection<Row>): Connection<Row> {
    const { shown } = this.list;
    if (!shown) return read;
    const edges = () => read.edges().map((edge) => ({ ...edge, node: shown(edge.node) }));
    return { ...read, edges, nodes: read.nodes.map(shown) };
  }

  clearAll(): void {
    this.firstPages.clearAll();
    this.counts.clearAll();
  }

  private async readAll(wanted: readonly FirstPage[]): Promise<Connection<Row>[]> {
    const alike = [...groupedBy(wanted, ({ size, fromEnd }) => `${size} ${fromEnd}`).values()];
    const pages = await Promise.all(alike.map((group) => this.readAlike(group)));
    const found = new Map(pages.flat());
    return wanted.map((one) => found.get(one)!);
  }

  private async readAlike(group: readonly FirstPage[]): Promise<(readonly [FirstPage, Connection<Row>])[]> {
    const { table, parent, query, order } = this.list;
    const { size, fromEnd } = group[0]!;
    const keyset = new Keyset(order, table);
    const ofName = query
      .where(sql.ref(`${table}.${parent}`), '=', sql.ref('named.id'))
      .orderBy(keyset.sortKeys(fromEnd))
      .limit(size + 1);
    const { rows } = await sql<Row & { readonly parentId: string }>`
      select ${sql.ref(table)}.*, parent.id as "parentId" from unnest(${group.map((one) => one.parentId)}::text[]) parent(id)
      cross join lateral (${this.names}) named(id)
      cross join lateral (${ofName}) ${sql.ref(table)} order by ${keyset.sortKeys(fromEnd)}`.execute(this.database.sql);
    const byParent = groupedBy(rows, ({ parentId }) => parentId);
    return group.map((one) => [one, this.pageOf(one, byParent.get(one.parentId) ?? [])] as const);
  }

  /** Under which ids a parent's rows stand: each gives its first ones, of which the page's are taken. */
  private get names(): RawBuilder<unknown> {
    const { mergedParents } = this.list;
    if (!mergedParents) return sql`select parent.id`;
    return sql`select parent.id union all ${mergedParents.names}`;
  }

  private pageOf({ parentId, size, fromEnd }: FirstPage, read: readonly Row[]): Connection<Row> {
    const cursors = listCursors(this.list.order, { [this.list.parent]: parentId });
    const hasMore = read.length > size;
    const rows = read.slice(0, size);
    return connection(fromEnd ? rows.reverse() : rows, {
      cursorOf: (row) => cursors.write(row),
      hasNextPage: () => hasMore && !fromEnd,
      hasPreviousPage: () => hasMore && fromEnd,
      totalCount: () => this.counts.load(parentId),
    });
  }

  private async count(parentIds: readonly string[]): Promise<(number | null)[]> {
    const { table, parent, query } = this.list;
    const ofParents = sql`select parent.id as "parentId" from unnest(${[...parentIds]}::text[]) parent(id)
      cross join lateral (${this.names}) named(id)
      cross join lateral (${query.where(sql.ref(`${table}.${parent}`), '=', sql.ref('named.id'))}) counted`;
    const counts = await boundedCounts(this.database, { query: ofParents, parent: 'parentId' });
    return parentIds.map((id) => (counts === null ? null : (counts.get(id) ?? 0)));
  }
}
