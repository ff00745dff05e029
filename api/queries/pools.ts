import type { Database } from '../../commands/store/open-database.js';
import type { Pool } from '../../domain/pool/pool.js';
import { scopeOf, type Viewer } from '../../domain/policy.js';

/** The pools open to the viewer's teams, or only those named; managers see all. */
export async function pools({ prisma }: Database, viewer: Viewer, ids?: readonly string[]): Promise<Pool[]> {
  const rows = await prisma.pool.findMany({
    where: { ...openTo(viewer), ...(ids && { id: { in: [...ids] } }) },
    include: { teams: { select: { teamId: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ teams, ...pool }) => ({ ...pool, teamIds: teams.map(({ teamId }) => teamId) }) as Pool);
}

/** As `maySee` has it for what stands in a pool. */
function openTo(viewer: Viewer) {
  const scope = scopeOf(viewer);
  if (scope.everybody) return {};
  return { OR: [{ teams: { none: {} } }, { teams: { some: { teamId: { in: [...scope.poolTeamIds] } } } }] };
}
