import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { allOf, oneOf } from './conditions.js';
import { ascending } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { USER_COLUMNS } from './people.js';
import { contains, wordsIn } from './search.js';

interface Args extends PageArgs {
  readonly search?: string | null;
  readonly teamIds?: readonly string[] | null;
  readonly active?: boolean | null;
}

const BY_NAME = ascending('users.NAME_ASC', 'name', 'text');

/** Everybody in the organisation, by name. */
export function users(database: Database, { search, teamIds, active, ...args }: Args) {
  const query = database.sql
    .selectFrom('User as u')
    .select(USER_COLUMNS.map((column) => `u.${column}` as const))
    .where(
      allOf([
        ...wordsIn(search).map((word) => contains(sql`u.name`, word)),
        sql`u."apiKeyId" is null`,
        oneOf(sql`u."teamId"`, teamIds),
        typeof active === 'boolean' ? sql`u.active = ${active}` : null,
      ]),
    );
  return page(database, { query, table: 'u', order: BY_NAME, filter: { search, teamIds, active } }, args);
}
