import { sql } from 'kysely';
import { newId } from './store/ids.js';
import type { Database } from './store/open-database.js';
import { hashRefreshToken, newRefreshToken, SESSION_LASTS, type OpenSession } from './store/refresh-tokens.js';

/** Opens a session for somebody who has proved to be that person; null where they aren't active. */
export async function openSession(db: Database['sql'], userId: string): Promise<OpenSession | null> {
  const [sessionId, refreshToken] = [newId('Session'), newRefreshToken()];
  // The person is looked at again, locked: a deactivation meanwhile has ended all sessions it found, and must not miss this one.
  const { rows } = await sql`
    with owner as (select id from "User" where id = ${userId} and active for share),
      gone as (delete from "Session" where "userId" = ${userId} and "expiresAt" < now())
    insert into "Session" (id, "userId", "refreshHash", "createdAt", "expiresAt")
    select ${sessionId}, id, ${hashRefreshToken(refreshToken)}, now(), now() + ${SESSION_LASTS}::interval from owner
    returning id`.execute(db);
  return rows.length === 0 ? null : { sessionId, userId, refreshToken };
}
