import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { notFound } from '../../domain/decision.js';
import { mayAssignTo, scopeOf, type Viewer } from '../../domain/policy.js';
import { ascending, nullsLast } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { visibleLeads } from './visibility.js';

/** Whose work: a person's, or a whole team's. */
export type Workers = { readonly userId: string } | { readonly teamId: string };

const LONGEST_WAITING_FIRST = nullsLast(ascending('workbench.newLeads', 'ownedSince'));

/** The person or team asked for, if the viewer may look after their work: one's own always, others' as their superior. */
export async function workersOf(
  { sql: db }: Database,
  viewer: Viewer,
  { userId, teamId }: { readonly userId: string | null; readonly teamId: string | null },
): Promise<Workers> {
  if (userId === null && teamId === null) return { userId: viewer.id };
  if (userId === null) return teamWithin(viewer, teamId!);
  if (userId === viewer.id && teamId === null) return { userId };
  const person = await db.selectFrom('User').select(['id', 'teamId']).where('id', '=', userId).executeTakeFirst();
  if (!person || !mayAssignTo(viewer, person)) throw notFound('userId');
  if (teamId !== null && person.teamId !== teamId) throw notFound('teamId');
  return { userId };
}

function teamWithin(viewer: Viewer, teamId: string): Workers {
  const scope = scopeOf(viewer);
  if (!scope.everybody && !scope.teamIds.includes(teamId)) throw notFound('teamId');
  return { teamId };
}

/** Assigned leads that nobody has contacted yet: whose first contact is due first comes first. */
export function newLeads(database: Database, viewer: Viewer, workers: Workers, args: PageArgs) {
  const query = database.sql
    .selectFrom('Lead as l')
    .selectAll('l')
    .where('l.status', '=', 'ASSIGNED')
    .where('l.firstContactAt', 'is', null)
    .where(ownedBy(workers))
    .where(visibleLeads(viewer, 'l'));
  return page(database, { query, table: 'l', order: LONGEST_WAITING_FIRST, filter: workers }, args);
}

const ownedBy = (workers: Workers) =>
  'userId' in workers
    ? sql<SqlBool>`l."ownerId" = ${workers.userId}`
    : sql<SqlBool>`l."ownerId" in (select u.id from "User" u where u."teamId" = ${workers.teamId})`;
