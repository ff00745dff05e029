import { sql } from 'kysely';
import { openSession } from './open-session.js';
import type { Database } from './store/open-database.js';
import type { OpenSession } from './store/refresh-tokens.js';

/** Why somebody whom WeCom vouches for has no way in. */
export type NotLetIn = 'PERSON_UNKNOWN' | 'PERSON_INACTIVE';

/** Opens a session for whoever is linked to this WeCom account. */
export async function signInWithWecom({ sql: db }: Database, wecomUserId: string): Promise<OpenSession | NotLetIn> {
  // WeCom's ids differ by more than their case, and come in either.
  const person = await db
    .selectFrom('User')
    .select('id')
    .where((where) => where(where.fn<string>('lower', ['wecomUserId']), '=', wecomUserId.toLowerCase()))
    .orderBy(sql`"wecomUserId" = ${wecomUserId}`, 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!person) return 'PERSON_UNKNOWN';
  return (await openSession(db, person.id)) ?? 'PERSON_INACTIVE';
}
