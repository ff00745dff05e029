import { readLogin } from '../domain/people/login.js';
import type { Passwords } from './passwords.js';
import { openSession } from './open-session.js';
import type { Database } from './store/open-database.js';
import type { OpenSession } from './store/refresh-tokens.js';

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
  return openSession(db, account.id);
}
