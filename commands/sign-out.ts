import { sql } from 'kysely';
import type { Database } from './store/open-database.js';

/** Ends one session; its access token is refused from now on. */
export async function signOut({ sql: db }: Database, sessionId: string): Promise<void> {
  await sql`update "Session" set "revokedAt" = now() where id = ${sessionId} and "revokedAt" is null`.execute(db);
}
