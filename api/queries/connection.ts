/** A page as the schema shows it. What costs something is a function, called only when it is selected. */
export interface Connection<Row> {
  readonly edges: () => readonly { readonly cursor: () => string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageInfo;
  readonly totalCount: () => Eventually<number | null>;
}

export interface PageInfo {
  readonly hasNextPage: () => Eventually<boolean>;
  readonly hasPreviousPage: () => Eventually<boolean>;
  readonly startCursor: () => string | null;
  readonly endCursor: () => string | null;
}

type Eventually<T> = T | Promise<T>;

interface Behind<Row> extends Pick<Connection<Row>, 'totalCount'>, Pick<PageInfo, 'hasNextPage' | 'hasPreviousPage'> {
  readonly cursorOf: (row: Row) => string;
}

export function connection<Row>(
  rows: readonly Row[],
  { cursorOf, totalCount, ...beyond }: Behind<Row>,
): Connection<Row> {
  const cursorAt = (index: number) => () => (rows.length > 0 ? cursorOf(rows.at(index)!) : null);
  const pageInfo = { ...beyond, startCursor: cursorAt(0), endCursor: cursorAt(-1) };
  const edges = () => rows.map((node) => ({ node, cursor: () => cursorOf(node) }));
  return { edges, nodes: rows, pageInfo, totalCount };
}
