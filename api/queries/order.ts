/** What a sort key holds, so that a forged cursor is noticed before the database sees it. */
export type KeyType = 'instant' | 'int' | 'bigint' | 'text';

export interface SortKey {
  readonly column: string;
  readonly type: KeyType;
}

/** How a list is sorted, all keys in one direction. The last key is unique; the first may be empty, and then stands at the end whatever the direction. */
export interface Order {
  readonly name: string;
  readonly keys: readonly [SortKey, ...SortKey[]];
  readonly descending: boolean;
  readonly nullable: boolean;
}

/** The keys of one row: its place in the list. */
export type Place = readonly (string | number | Date | null)[];

const ID: SortKey = { column: 'id', type: 'text' };

/** By one column, ties by id. */
export function ascending(name: string, column: string, type: KeyType = 'instant'): Order {
  return { name, keys: [{ column, type }, ID], descending: false, nullable: false };
}

export const descending = (name: string, column: string, type: KeyType = 'instant'): Order => ({
  ...ascending(name, column, type),
  descending: true,
});

/** For columns that may be empty. */
export const nullsLast = (order: Order): Order => ({ ...order, nullable: true });

/** In the order of the event log. */
export const inLogOrder = (name: string, direction: 'oldestFirst' | 'newestFirst'): Order => ({
  name,
  keys: [
    { column: 'tx', type: 'bigint' },
    { column: 'ordinal', type: 'int' },
  ],
  descending: direction === 'newestFirst',
  nullable: false,
});

export const placeOf = ({ keys }: Order, row: object): Place =>
  keys.map(({ column }) => (row as Readonly<Record<string, Place[number]>>)[column] ?? null);
