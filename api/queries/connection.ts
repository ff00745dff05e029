/** A page as the schema shows it. What costs a statement of its own is a function, called only when it is selected. */
export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Eventually<number | null>;
}

export interface PageInfo {
  readonly hasNextPage: () => Eventually<boolean>;
  readonly hasPreviousPage: () => Eventually<boolean>;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

type Eventually<T> = T | Promise<T>;

interface Behind<Row> extends Pick<Connection<Row>, 'totalCount'>, Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'> {
  readonly cursorOf: (row: Row) => string;
}

export function connection<Row>(
  rows: readonly Row[],
  { cursorOf, totalCount, ...beyond }: Behind<Row>,
): Connection<Row> {
  const edges = rows.map((node) => ({ node, cursor: cursorOf(node) }));
  const ends = { startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, nodes: rows, pageInfo: { ...beyond, ...ends }, totalCount };
}
