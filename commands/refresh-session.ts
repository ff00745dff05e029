import { sql, type Transaction, type UpdateObject } from 'kysely';
import { decideRefresh } from '../domain/people/session.js';
import type { DB } from '../schema/generated/kysely/types.js';
import type { Database } from './store/open-database.js';
import { hashRefreshToken, SESSION_LASTS, type OpenSession, type RefreshTokens } from './store/refresh-tokens.js';

/** Carries a session on with the next refresh token; null when it has ended. Where a copy of a token comes back, it ends for all who hold one. */
export function refreshSession(
  { sql: db }: Database,
  tokens: RefreshTokens,
  token: string,
): Promise<OpenSession | null> {
  const hash = hashRefreshToken(token);
  const refreshToken = tokens.after(token);
  return db.transaction().execute(async (trx) => {
    const session = await lockSession(trx, hash);
    if (!session) return null;
    const { id: sessionId, userId, now } = session;
    const refresh = decideRefresh(session, hash, now);
    if (refresh === 'COPIED') await changed(trx, sessionId, { revokedAt: now });
    if (refresh === 'NEXT')
      await changed(trx, sessionId, {
        refreshHash: hashRefreshToken(refreshToken),
        previousHash: hash,
        refreshedAt: now,
        expiresAt: sql<Date>`now() + ${SESSION_LASTS}::interval`,
      });
    return refresh === 'COPIED' ? null : { sessionId, userId, refreshToken };
  });
}

/** The session whose latest token, or the one before, hashes to this; of two at once the second sees what the first has made of it. */
const lockSession = (trx: Transaction<DB>, hash: string) =>
  trx
    .selectFrom('Session as s')
    .innerJoin('User as u', 'u.id', 's.userId')
    .select(['s.id', 's.userId', 's.refreshHash', 's.refreshedAt', sql<Date>`now()`.as('now')])
    .where((where) => where.or([where('s.refreshHash', '=', hash), where('s.previousHash', '=', hash)]))
    .where('s.revokedAt', 'is', null)
    .where('s.expiresAt', '>', sql<Date>`now()`)
    .where('u.active', '=', true)
    .forUpdate('s')
    .executeTakeFirst();

const changed = (trx: Transaction<DB>, id: string, change: UpdateObject<DB, 'Session'>) =>
  trx.updateTable('Session').set(change).where('id', '=', id).execute();
