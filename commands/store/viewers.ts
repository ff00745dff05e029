import { sql } from 'kysely';
import type { Viewer } from '../../domain/policy.js';
import { keyHolderByDoer } from './key-holders.js';
import type { Database } from './open-database.js';

/** Somebody in whose name work goes on when they aren't there themself; null once they are no longer active. */
export async function loadViewer({ sql: db }: Database, userId: string): Promise<Viewer | null> {
  const { rows } = await sql<Viewer>`
    select u.id, u.role, u."teamId", u.active, u."onLeaveUntil", u."delegateId",
      array(select t.id from "Team" t where t."leadId" = u.id order by t.id) as "ledTeamIds"
    from "User" u where u.id = ${userId} and u.active`.execute(db);
  return rows[0] ?? null;
}

/** The same of whoever it was, a person or a program with a key that still holds. */
export const loadDoer = async (database: Database, userId: string): Promise<Viewer | null> =>
  (await loadViewer(database, userId)) ?? keyHolderByDoer(database, userId);
