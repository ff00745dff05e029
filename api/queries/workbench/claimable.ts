import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../../commands/store/open-database.js';
import { freeFrom, heldBackFrom } from '../../../commands/store/claims.js';
import { standingIn } from '../../../commands/store/pool-counts.js';
import { loadViewer } from '../../../commands/store/viewers.js';
import { spanLength } from '../../../domain/calendar.js';
import { isMember } from '../../../domain/pool/pool.js';
import type { CoolDownFor } from '../../../domain/pool/rules.js';
import type { Viewer } from '../../../domain/policy.js';
import { seenAndMatching } from '../customers.js';
import { ascending } from '../order.js';
import { emptyPage, page } from '../page.js';
import { pools } from '../pools.js';
import { databaseTime } from '../reports/as-of.js';
import { quotasFrom } from '../quota.js';
import type { CustomerListArgs } from './list-args.js';
import type { Workers } from './workers.js';

const LONGEST_POOLED_FIRST = ascending('workbench.claimable', 'pooledAt');

/** What this person could claim at this moment: in a pool of theirs, and no rule of it against them. The longest waiting come first. */
export async function claimable(
  database: Database,
  viewer: Viewer,
  workers: Workers,
  { filter, ...args }: CustomerListArgs,
) {
  const claimer = await claimerOf(database, workers);
  const whose = { order: LONGEST_POOLED_FIRST, filter: { workers, filter } };
  const open = claimer === null ? [] : await openPools(database, viewer, claimer);
  if (claimer === null || open.length === 0) return emptyPage(whose, args);
  const query = database.sql
    .selectFrom('Customer as c')
    .selectAll('c')
    .where(await seenAndMatching(database, viewer, filter))
    .where(claimableFrom(open, claimer.id));
  const list = { ...whose, query, table: 'c' };
  if (narrows(filter)) return page(database, list, args);
  return page(database, { ...list, total: () => countClaimable(database, open, claimer.id) }, args);
}

const narrows = (filter: CustomerListArgs['filter']): boolean =>
  Object.values(filter ?? {}).some((value) => value !== null && value !== undefined);

/** Claims are a person's: of a whole team nobody's. */
async function claimerOf(database: Database, workers: Workers): Promise<Viewer | null> {
  return 'userId' in workers ? loadViewer(database, workers.userId) : null;
}

/** The pools from which they may claim another customer now, each with its latest arrivals that may be claimed. */
async function openPools(database: Database, viewer: Viewer, claimer: Viewer): Promise<readonly ClaimablePool[]> {
  const [now, seen] = await Promise.all([databaseTime(database), pools(database, viewer)]);
  const theirs = seen.filter((pool) => pool.kind !== 'LEAD' && isMember(claimer, pool));
  const quotas = await quotasFrom(database, claimer.id, theirs);
  return theirs.flatMap(({ id, rules: { embargo, coolDown, coolDownFor } }, index) => {
    const { dailyLimit, claimedToday, holdingCap, held, suspendedUntil } = quotas[index]!;
    if (suspendedUntil || isUsedUp(claimedToday, dailyLimit) || isUsedUp(held, holdingCap)) return [];
    const before = (span: string) => new Date(now.getTime() - spanLength(span));
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

/** Of hundreds of thousands in a pool all may be claimed but a few: only those are counted. Whoever sees a pool sees everybody in it. */
async function countClaimable({ sql: db }: Database, open: readonly ClaimablePool[], userId: string): Promise<number> {
  const heldBack = open.map(
    ({ id, arrivedBefore, lostBefore, coolDownFor }) => sql`
      - (select count(*)::int from "Customer" c where c."poolId" = ${id} and c."pooledAt" > ${arrivedBefore})
      - (select count(*)::int from "Customer" c where c."poolId" = ${id} and c."pooledAt" <= ${arrivedBefore}
          and ${heldBackFrom(coolDownFor, userId, lostBefore)})`,
  );
  const { rows } = await sql<{
    count: number;
  }>`select ${standingIn(open.map(({ id }) => id))} ${sql.join(heldBack, sql` `)} as count`.execute(db);
  return rows[0]!.count;
}
