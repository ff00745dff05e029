import type { PoolWishes } from '../../commands/pool-change.js';
import type { Database } from '../../commands/store/open-database.js';
import { POOLS, asPool } from '../../commands/store/pools.js';
import { namedRules } from '../../domain/pool/draft.js';
import type { Pool, PoolKind } from '../../domain/pool/pool.js';
import { scopeOf, type Viewer } from '../../domain/policy.js';
import type { NamedPoolRules } from '../../domain/timetable/row.js';

/** The pools open to the viewer's teams, or only those named; managers see all. */
export async function pools(
  { prisma }: Database,
  viewer: Viewer,
  ids?: readonly string[],
): Promise<(Pool & { readonly version: number })[]> {
  const rows = await prisma.pool.findMany({
    where: { ...openTo(viewer), ...(ids && { id: { in: [...ids] } }) },
    include: { teams: { select: { teamId: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ teams, kind, ...pool }) =>
    asPool({ ...pool, kind: kind as PoolKind, teamIds: teams.map(({ teamId }) => teamId) }),
  );
}

/** The rules that take customers back, in whatever team. */
export async function poolRulesOf({ sql: db }: Database): Promise<readonly NamedPoolRules[]> {
  const { rows } = await POOLS.execute(db);
  return namedRules(rows.map(asPool));
}

export interface PlannedPoolChange {
  readonly poolId: string;
  readonly at: Date;
  readonly name: string | null;
  readonly teamIds: readonly string[] | null;
  readonly rules: unknown;
  readonly plannedById: string;
  readonly plannedAt: Date;
}

/** The changes that wait for these pools. */
export async function plannedChangesOf(
  { sql: db }: Database,
  poolIds: readonly string[],
): Promise<readonly PlannedPoolChange[]> {
  const waiting = db.selectFrom('PoolChange').selectAll().where('poolId', 'in', poolIds).where('closedAt', 'is', null);
  return (await waiting.execute()).map(({ poolId, wishes, applyAt, plannedById, plannedAt }) => {
    const { name = null, teamIds = null, rules = null } = wishes as PoolWishes;
    return { poolId, at: applyAt, name, teamIds, rules, plannedById, plannedAt };
  });
}

/** As `maySee` has it for what stands in a pool. */
function openTo(viewer: Viewer) {
  const scope = scopeOf(viewer);
  if (scope.everybody) return {};
  return { OR: [{ teams: { none: {} } }, { teams: { some: { teamId: { in: [...scope.poolTeamIds] } } } }] };
}
