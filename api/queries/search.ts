import { sql, type RawBuilder } from 'kysely';
import { may, type Viewer } from '../../domain/policy.js';

/** Part of the name, the company or the phone number, in either case. What is masked can't be found out by searching for it, not even where it stands in for the name. */
export function matchesSearch(
  viewer: Viewer,
  table: string,
  search: string | null | undefined,
): RawBuilder<unknown> | null {
  const text = search?.trim();
  if (!text) return null;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const pattern = containing(text);
  const isContact = sql`coalesce(${column('name')} in (${column('phone')}, ${column('email')}, ${column('wechat')}), false)`;
  const parts = [
    sql`${column('name')} ilike ${pattern} and (not ${isContact} or ${showsContacts(viewer, table)})`,
    sql`${column('company')} ilike ${pattern}`,
  ];
  const digits = text.replace(/[\s()-]/g, '');
  if (/^\+?\d+$/.test(digits)) {
    parts.push(sql`${column('phone')} like ${containing(digits)} and ${showsContacts(viewer, table)}`);
  }
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** A LIKE pattern for texts that contain this one, whose own wildcards stand for themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

function showsContacts(viewer: Viewer, table: string): RawBuilder<unknown> {
  if (may(viewer, 'seeEverybody')) return sql`true`;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const masking = sql`select p.id from "Pool" p where p.rules->'maskContacts' = 'true'`;
  return sql`(${column('ownerId')} is not null or ${column('poolId')} is null or ${column('poolId')} not in (${masking}))`;
}
