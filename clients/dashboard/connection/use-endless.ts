import { useEffect, useRef, useState } from 'react';
import { useClient, type TypedDocumentNode } from 'urql';
import { useAgain } from './use-ask.js';

interface Page<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number | null;
}

interface Forwards {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Endless<Item> {
  readonly items: readonly Item[];
  /** Null: not known. */
  readonly total: number | null;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
  /** Why the latest loading brought nothing, where what was loaded before is still shown: it isn't tried again by itself. */
  readonly failed: Error | undefined;
  /** Whether there may be more than was loaded. */
  readonly hasMore: boolean;
  /** Loads the next page, unless something is on its way already. */
  readonly more: () => void;
  /** Loads what is shown anew; where that fails, what was known stays. */
  readonly refresh: () => Promise<void>;
}

interface Loaded<Item> {
  readonly key: string;
  readonly pages: readonly Page<Item>[];
  readonly error: Error | undefined;
}

/** The first is small, to be there soon; whoever scrolls on is given more at once. */
const PAGE = 50;
const NEXT_PAGES = 100;

/** A list that is loaded as it is scrolled. `variables` without first and after: other ones begin anew. */
export function useEndless<Data, Variables extends Forwards, Item>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'first' | 'after'>,
  pick: (data: Data) => Page<Item>,
): Endless<Item> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [loaded, setLoaded] = useState<Loaded<Item>>({ key, pages: [], error: undefined });
  const busyWith = useRef<object | null>(null);
  const current = loaded.key === key ? loaded : { key, pages: [], error: undefined };

  const load = async (first: number, after: string | null, before: readonly Page<Item>[]) => {
    const busy = {};
    busyWith.current = busy;
    const all = { ...(JSON.parse(key) as object), first, after } as unknown as Variables;
    const { data, error } = await client.query(document, all, { requestPolicy: 'network-only' }).toPromise();
    if (busyWith.current !== busy) return;
    busyWith.current = null;
    const pages = data ? [...before, pick(data)] : current.pages;
    setLoaded({ key, pages, error: error?.networkError ?? error });
  };
  const refresh = () => load(Math.min(NEXT_PAGES, Math.max(PAGE, countOf(current.pages))), null, []);

  const first = useRef(load);
  useEffect(() => {
    first.current = load;
  });
  useEffect(() => {
    void first.current(PAGE, null, []);
  }, [key, document]);
  useAgain(refresh);

  const last = current.pages[current.pages.length - 1];
  return {
    items: current.pages.flatMap(({ nodes }) => nodes),
    total: current.pages[0]?.totalCount ?? null,
    isLoading: !last && !current.error,
    error: last ? undefined : current.error,
    failed: last && current.error,
    hasMore: last?.pageInfo.hasNextPage ?? false,
    more: () => {
      if (last?.pageInfo.hasNextPage && !busyWith.current)
        void load(NEXT_PAGES, last.pageInfo.endCursor, current.pages);
    },
    refresh,
  };
}

const countOf = (pages: readonly Page<unknown>[]): number => pages.reduce((sum, { nodes }) => sum + nodes.length, 0);
