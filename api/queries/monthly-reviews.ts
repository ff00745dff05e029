import type { Selectable } from 'kysely';
import { EVERYBODYS } from '../../commands/recurring/review-month.js';
import type { Database } from '../../commands/store/open-database.js';
import { scopeOf, type Viewer } from '../../domain/policy.js';
import type { DB } from '../../schema/generated/kysely/types.js';

export type MonthlyReviewRow = Selectable<DB['MonthlyReview']>;

interface Asked {
  readonly teamId?: string | null | undefined;
  /** Left out: all of them. */
  readonly month?: string;
}

/** What was told of months, the latest first; none of whom the viewer doesn't see. */
export async function monthlyReviews(
  { sql: db }: Database,
  viewer: Viewer,
  { teamId, month }: Asked,
): Promise<MonthlyReviewRow[]> {
  if (!sees(viewer, teamId ?? null)) return [];
  const theirs = db
    .selectFrom('MonthlyReview')
    .selectAll()
    .where('teamId', '=', teamId ?? EVERYBODYS)
    .orderBy('month', 'desc');
  return (month === undefined ? theirs : theirs.where('month', '=', month)).execute();
}

/** Everybody's is for whoever sees everybody, a team's for its leads. */
function sees(viewer: Viewer, teamId: string | null): boolean {
  const scope = scopeOf(viewer);
  return scope.everybody || (teamId !== null && scope.teamIds.includes(teamId));
}
