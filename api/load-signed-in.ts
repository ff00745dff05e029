import { sql } from 'kysely';
import type { Database } from '../commands/store/open-database.js';
import type { SignedIn } from './context.js';

/** Who is behind a session, with their role and teams of this moment; null once it was ended or the person is inactive. One statement. */
export async function loadSignedIn({ sql: db }: Database, sessionId: string): Promise<SignedIn | null> {
  const { rows } = await sql<SignedIn>`
    select u.id, u.role, u."teamId", u.active, u."onLeaveUntil", u."delegateId", u.locale, s.id as "sessionId",
      array(select t.id from "Team" t where t."leadId" = u.id order by t.id) as "ledTeamIds"
    from "Session" s join "User" u on u.id = s."userId"
    where s.id = ${sessionId} and s."revokedAt" is null and s."expiresAt" > now() and u.active`.execute(db);
  return rows[0] ?? null;
}
