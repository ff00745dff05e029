import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { freeFrom } from '../../commands/store/claims.js';
import { loadViewer } from '../../commands/store/viewers.js';
import { spanLength } from '../../domain/calendar.js';
import { notFound } from '../../domain/decision.js';
import { isMember } from '../../domain/pool/pool.js';
import type { CoolDownFor } from '../../domain/pool/rules.js';
import { mayAssignTo, scopeOf, type Viewer } from '../../domain/policy.js';
import { ascending, nullsLast } from './order.js';
import { page } from './page.js';
import type { PageArgs } from './page-args.js';
import { pools } from './pools.js';
import { quotasFrom } from './quota.js';
import { visibleCustomers, visibleLeads } from './visibility.js';

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

const LONGEST_POOLED_FIRST = ascending('workbench.claimable', 'pooledAt');

/** What this person could claim at this moment: in a pool of theirs, and no rule of it against them. The longest waiting come first. */
export async function claimable(database: Database, viewer: Viewer, workers: Workers, args: PageArgs) {
  const claimer = await claimerOf(database, workers);
  const open = claimer === null ? [] : await openPools(database, viewer, claimer);
  const query = database.sql
    .selectFrom('Customer as c')
    .selectAll('c')
    .where(visibleCustomers(viewer, 'c'))
    .where(claimer === null ? sql<SqlBool>`false` : claimableFrom(open, claimer.id));
  return page(database, { query, table: 'c', order: LONGEST_POOLED_FIRST, filter: workers }, args);
}

/** Claims are a person's: of a whole team nobody's. */
async function claimerOf(database: Database, workers: Workers): Promise<Viewer | null> {
  return 'userId' in workers ? loadViewer(database, workers.userId) : null;
}

/** The pools from which they may claim another customer now, each with its latest arrivals that may be claimed. */
async function openPools(database: Database, viewer: Viewer, claimer: Viewer): Promise<readonly ClaimablePool[]> {
  const now = Date.now();
  const theirs = (await pools(database, viewer)).filter((pool) => pool.kind !== 'LEAD' && isMember(claimer, pool));
  const quotas = await quotasFrom(database, claimer.id, theirs);
  return theirs.flatMap(({ id, rules: { embargo, coolDown, coolDownFor } }, index) => {
    const { dailyLimit, claimedToday, holdingCap, held, suspendedUntil } = quotas[index]!;
    if (suspendedUntil || isUsedUp(claimedToday, dailyLimit) || isUsedUp(held, holdingCap)) return [];
    const before = (span: string) => new Date(now - spanLength(span));
    return [{ id, arrivedBefore: before(embargo), lostBefore: before(coolDown), coolDownFor }];
  });
}

interface ClaimablePool {
  readonly id: string;
  readonly arrivedBefore: Date;
  readonly lostBefore: Date;
  readonly coolDownFor: CoolDownFor;
}

const isUsedUp = (used: number, limit: number | null): boolean => limit !== null && used >= limit;

const claimableFrom = (open: readonly ClaimablePool[], userId: string) =>
  sql<SqlBool>`(false ${sql.join(
    open.map(
      ({ id, arrivedBefore, lostBefore, coolDownFor }) =>
        sql`or (c."poolId" = ${id} and c."pooledAt" <= ${arrivedBefore} and ${freeFrom(coolDownFor, userId, lostBefore)})`,
    ),
    sql` `,
  )})`;

const ownedBy = (workers: Workers) =>
  'userId' in workers
    ? sql<SqlBool>`l."ownerId" = ${workers.userId}`
    : sql<SqlBool>`l."ownerId" in (select u.id from "User" u where u."teamId" = ${workers.teamId})`;
