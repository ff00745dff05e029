import { sql } from 'kysely';
import { readLogin } from '../domain/people/login.js';
import type { Passwords } from './passwords.js';
import { newId } from './store/ids.js';
import type { Database } from './store/open-database.js';
import { hashRefreshToken, newRefreshToken, SESSION_LASTS, type OpenSession } from './store/refresh-tokens.js';

/** Somebody who could sign in, had they the password. */
export interface Account {
  readonly id: string;
  readonly passwordHash: string | null;
}

/** Whose login this is; nobody's when it is unknown or the person isn't active. */
export async function findAccount({ sql: db }: Database, login: string): Promise<Account | null> {
  const known = readLogin(login);
  if (!known) return null;
  const [column, value] = 'email' in known ? (['email', known.email] as const) : (['phone', known.phone] as const);
  const found = db
    .selectFrom('User')
    .select(['id', 'passwordHash'])
    .where(column, '=', value)
    .where('active', '=', true);
  return (await found.executeTakeFirst()) ?? null;
}

/** Opens a session for the account if the password is its own; null otherwise, after the same time. */
export async function signIn(
  { sql: db }: Database,
  passwords: Passwords,
  account: Account | null,
  password: string,
): Promise<OpenSession | null> {
  const isRight = await passwords.verify(account?.passwordHash ?? null, password);
  if (!account || !isRight) return null;
  const [sessionId, refreshToken] = [newId('Session'), newRefreshToken()];
  // The person is looked at again, locked: a deactivation meanwhile has ended all sessions it found, and must not miss this one.
  const { rows } = await sql`
    with owner as (select id from "User" where id = ${account.id} and active for share),
      gone as (delete from "Session" where "userId" = ${account.id} and "expiresAt" < now())
    insert into "Session" (id, "userId", "refreshHash", "createdAt", "expiresAt")
    select ${sessionId}, id, ${hashRefreshToken(refreshToken)}, now(), now() + ${SESSION_LASTS}::interval from owner
    returning id`.execute(db);
  return rows.length === 0 ? null : { sessionId, userId: account.id, refreshToken };
}
