import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { loadViewer } from '../../../commands/store/viewers.js';
import { notFound } from '../../../domain/decision.js';
import { mayAssignTo, scopeOf, type Viewer } from '../../../domain/policy.js';
import { inTeams } from '../visibility.js';

/** Whose work: a person's, or a whole team's. */
export type Workers = { readonly userId: string } | { readonly teamId: string };

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

/** What is in the hands of the person, or of somebody in the team. */
export const heldBy = (workers: Workers, owner: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  'userId' in workers ? sql<SqlBool>`${owner} = ${workers.userId}` : inTeams(owner, [workers.teamId]);

/** What is in the hands of the people under that person, or of the team's members: whoever asks isn't their own superior. Null: there is nobody under them. */
export async function heldByPeopleOf(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  owner: RawBuilder<unknown>,
): Promise<RawBuilder<SqlBool> | null> {
  if ('teamId' in workers) return sql<SqlBool>`${owner} <> ${viewer.id} and ${inTeams(owner, [workers.teamId])}`;
  const superior = workers.userId === viewer.id ? viewer : await loadViewer(database, workers.userId);
  const scope = superior && scopeOf(superior);
  if (scope === null || (!scope.everybody && scope.teamIds.length === 0)) return null;
  const isUnder = scope.everybody ? sql<SqlBool>`${owner} is not null` : inTeams(owner, scope.teamIds);
  return sql<SqlBool>`${owner} <> ${workers.userId} and ${isUnder}`;
}
