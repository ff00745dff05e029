import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { TimeRange } from '../../schema/inputs/filters.input.js';
import { inTeams } from './visibility.js';

type Column = RawBuilder<unknown>;

/** The conditions that a filter really sets, joined; a filter that sets none lets everything through. */
export function allOf(conditions: readonly (RawBuilder<unknown> | null)[]): RawBuilder<SqlBool> {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? sql<SqlBool>`true` : sql<SqlBool>`(${sql.join(given, sql` and `)})`;
}

/** One of the values; an empty list matches nothing, a missing one is no condition. */
export const oneOf = (column: Column, values: readonly string[] | null | undefined): Column | null =>
  values ? isOneOf(column, values) : null;

/** One of these ids; a single one is asked for as such, so that an index gives its rows in order. */
export const isOneOf = (column: Column, ids: readonly string[]): RawBuilder<SqlBool> =>
  ids.length === 1 ? sql<SqlBool>`${column} = ${ids[0]}` : sql<SqlBool>`${column} = any(${[...ids]}::text[])`;

/** All of the tags. */
export function taggedWith(column: Column, tags: readonly string[] | null | undefined): Column | null {
  return tags && tags.length > 0 ? sql`${column} @> ${[...tags]}::text[]` : null;
}

export function within(column: Column, range: TimeRange | null | undefined): Column | null {
  if (!range) return null;
  return allOf([range.from ? sql`${column} >= ${range.from}` : null, range.to ? sql`${column} < ${range.to}` : null]);
}

/** True or false as asked, or no condition. */
export function whether(condition: Column, wanted: boolean | null | undefined): Column | null {
  if (wanted === null || wanted === undefined) return null;
  return wanted ? condition : sql`not (${condition})`;
}

/** The owner belongs to one of the teams. */
export function ownedInTeams(owner: Column, teamIds: readonly string[] | null | undefined): Column | null {
  return teamIds ? inTeams(owner, teamIds) : null;
}
