import { sql } from 'kysely';
import { kindOfId } from '../commands/store/ids.js';
import { keyHolderById } from '../commands/store/key-holders.js';
import type { Database } from '../commands/store/open-database.js';
import type { SignedIn } from './context.js';

/** Those on leave whose delegate it is, and those on leave whose delegates these are; nobody while they are on leave themself. */
const STANDS_IN_FOR = sql`(
  with recursive absent as (
    select a.id, a.role, a."teamId" from "User" a
      where a."delegateId" = u.id and a.id <> u.id and a.active and a."onLeaveUntil" > now()
        and (u."onLeaveUntil" is null or u."onLeaveUntil" <= now())
    union
    select a.id, a.role, a."teamId" from "User" a join absent b on a."delegateId" = b.id
      where a.id <> u.id and a.active and a."onLeaveUntil" > now())
  select coalesce(jsonb_agg(to_jsonb(absent) || jsonb_build_object('ledTeamIds',
    array(select t.id from "Team" t where t."leadId" = absent.id))), '[]') from absent)`;

/** Who is behind a session or API key, with their rights of this moment; null once it was ended or the person is inactive. One statement. */
export async function loadSignedIn(database: Database, sessionId: string): Promise<SignedIn | null> {
  const [signedIn = null] = await loadAllSignedIn(database, [sessionId]);
  return signedIn;
}

/** The same for many, all people in one statement: whose session or key was ended, and who is inactive, are left out. */
export async function loadAllSignedIn(database: Database, sessionIds: readonly string[]): Promise<readonly SignedIn[]> {
  const isKey = (id: string) => kindOfId(id) === 'ApiKey';
  const people = sessionIds.filter((id) => !isKey(id));
  const programs = sessionIds.filter(isKey).map((id) => keyHolderById(database, id));
  const found = await Promise.all([...programs, peopleBehind(database, people)]);
  return found.flat().filter((one) => one !== null);
}

async function peopleBehind({ sql: db }: Database, sessionIds: readonly string[]): Promise<readonly SignedIn[]> {
  if (sessionIds.length === 0) return [];
  const { rows } = await sql<SignedIn>`
    select u.id, u.role, u."teamId", u.active, u."onLeaveUntil", u."delegateId", u.locale, s.id as "sessionId",
      ${STANDS_IN_FOR} as "standsInFor",
      array(select t.id from "Team" t where t."leadId" = u.id order by t.id) as "ledTeamIds"
    from "Session" s join "User" u on u.id = s."userId"
    where s.id = any(${[...sessionIds]}::text[]) and s."revokedAt" is null and s."expiresAt" > now() and u.active`.execute(
    db,
  );
  return rows;
}
