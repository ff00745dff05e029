/** A page of a list, as the API answers it. */
export interface Page<Item> {
  readonly edges: readonly { readonly node: Item }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** All items of a list from `after` on; each page is asked for when the one before has been looped over. */
export async function* itemsOf<Item>(
  pageAfter: (after: string | null) => Promise<Page<Item>>,
  after: string | null,
): AsyncIterableIterator<Item> {
  for (let from = after; ;) {
    const { edges, pageInfo } = await pageAfter(from);
    for (const { node } of edges) yield node;
    if (!pageInfo.hasNextPage) return;
    from = pageInfo.endCursor;
  }
}
