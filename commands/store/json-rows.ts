import { sql, type RawBuilder } from 'kysely';

/** One row as JSON, or null. */
export const one = (query: RawBuilder<unknown>): RawBuilder<unknown> => sql`(select to_jsonb(x) from (${query}) x)`;

/** All rows as a JSON array in the query's order. */
export const many = (query: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select coalesce(jsonb_agg(to_jsonb(x)), '[]') from (${query}) x)`;

const INSTANTS = new Set(['remindAt', 'countedAttempts']);
const isInstant = (key: string): boolean => /(At|Until)$/.test(key) || INSTANTS.has(key);

/** JSON knows no instants: columns named …At and …Until are given back as such, as our columns are named throughout. */
export function revived<T>(value: T): T {
  return reviveUnder('', value) as T;
}

function reviveUnder(key: string, value: unknown): unknown {
  if (typeof value === 'string') return isInstant(key) ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item) => reviveUnder(key, item));
  if (value === null || typeof value !== 'object' || value instanceof Date || OPAQUE.has(key)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, reviveUnder(name, item)]));
}

/** JSON columns whose content is somebody else's. */
const OPAQUE = new Set(['because', 'rules', 'settings', 'purpose']);
