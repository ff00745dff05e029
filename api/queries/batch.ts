import DataLoader from 'dataloader';
import { groupedBy } from '../../domain/grouped-by.js';

/** One row per id, null where there is none that may be seen; all ids of a moment in one statement. */
export function oneById<Row extends { readonly id: string }>(
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await read(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

/** One answer for each of the things themselves, in their order. */
export const forEach = <Row extends { readonly id: string }, Value>(
  read: (rows: readonly Row[]) => Promise<readonly Value[]>,
): DataLoader<Row, Value, string> => new DataLoader(async (rows) => await read(rows), { cacheKeyFn: ({ id }) => id });

/** The same for what is also found under old ids. */
export const oneByAskedId = <Row extends { readonly askedId: string }>(
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> => onlyBy(read, ({ askedId }) => askedId);

/** The one row that hangs on each parent, null where none does. */
export function onlyBy<Row>(
  read: (parentIds: readonly string[]) => Promise<readonly Row[]>,
  parentOf: (row: Row) => string | null,
): DataLoader<string, Row | null> {
  return new DataLoader(async (parentIds) => {
    const rows = new Map((await read(parentIds)).map((row) => [parentOf(row), row]));
    return parentIds.map((id) => rows.get(id) ?? null);
  });
}

/** All rows that hang on a parent, in the order they were read in. */
export function manyBy<Row>(
  read: (parentIds: readonly string[]) => Promise<readonly Row[]>,
  parentOf: (row: Row) => string | null,
): DataLoader<string, readonly Row[]> {
  return new DataLoader(async (parentIds) => {
    const rows = groupedBy(await read(parentIds), parentOf);
    return parentIds.map((id) => rows.get(id) ?? []);
  });
}
