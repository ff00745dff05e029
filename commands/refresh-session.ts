import { sql } from 'kysely';
import type { Database } from './store/open-database.js';
import { hashRefreshToken, newRefreshToken, SESSION_LASTS, type OpenSession } from './store/refresh-tokens.js';

/**
 * Carries a session on with a new refresh token; null when it has ended. Each token works once: one that comes back was copied, and
 * whoever holds the copy, the session ends for both.
 */
export async function refreshSession({ sql: db }: Database, token: string): Promise<OpenSession | null> {
  const hash = hashRefreshToken(token);
  const refreshToken = newRefreshToken();
  const { rows } = await sql<{ id: string; userId: string }>`
    update "Session" s set "refreshHash" = ${hashRefreshToken(refreshToken)}, "previousHash" = ${hash},
      "expiresAt" = now() + ${SESSION_LASTS}::interval
    from "User" u
    where s."refreshHash" = ${hash} and s."revokedAt" is null and s."expiresAt" > now() and u.id = s."userId" and u.active
    returning s.id, s."userId"`.execute(db);
  const session = rows[0];
  if (session) return { sessionId: session.id, userId: session.userId, refreshToken };
  await sql`update "Session" set "revokedAt" = now() where "previousHash" = ${hash} and "revokedAt" is null`.execute(
    db,
  );
  return null;
}
