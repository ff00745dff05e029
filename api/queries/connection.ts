/** A page as the schema shows it. What costs a statement of its own is read only when it is selected. */
export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: {
    readonly hasNextPage: Lazily<boolean>;
    readonly hasPreviousPage: Lazily<boolean>;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: Lazily<number | null>;
}

type Lazily<T> = T | Promise<T>;

interface Behind<Row> {
  readonly cursorOf: (row: Row) => string;
  readonly hasNextPage: () => Lazily<boolean>;
  readonly hasPreviousPage: () => Lazily<boolean>;
  readonly totalCount: () => Lazily<number | null>;
}

export function connection<Row>(rows: readonly Row[], behind: Behind<Row>): Connection<Row> {
  const edges = rows.map((node) => ({ node, cursor: behind.cursorOf(node) }));
  return {
    edges,
    nodes: rows,
    pageInfo: {
      get hasNextPage() {
        return behind.hasNextPage();
      },
      get hasPreviousPage() {
        return behind.hasPreviousPage();
      },
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return behind.totalCount();
    },
  };
}

export const emptyConnection = <Row>(): Connection<Row> =>
  connection<Row>([], {
    cursorOf: () => '',
    hasNextPage: () => false,
    hasPreviousPage: () => false,
    totalCount: () => 0,
  });
