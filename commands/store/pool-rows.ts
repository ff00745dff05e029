import { Refused, badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { checkPoolRules } from '../../domain/pool/check.js';
import { isOpenToAll, type Pool } from '../../domain/pool/pool.js';
import { refuseStale } from './refuse-stale.js';
import { loadRulesBeside } from './rules-beside.js';
import type { Tx } from './tx.js';

/** Rules with errors are refused with all their problems; warnings don't stand in the way. */
export async function refuseBrokenRules(tx: Tx, rules: unknown): Promise<void> {
  const problems = checkPoolRules(rules, await loadRulesBeside(tx.sql, await tx.lockFields()));
  if (problems.some(({ severity }) => severity === 'ERROR'))
    throw new Refused({ code: 'POOL_RULES_INVALID', problems });
}

/** The pool as it is, with its rules as they were written. All pools are locked: of two that are closed at once, the second sees the first. A version that is no longer current is refused. */
export async function lockPool(
  tx: Tx,
  poolId: string,
  version?: number | null,
): Promise<Pool & { readonly ownRules: unknown }> {
  const columns = ['id', 'version', 'rules'] as const;
  const locked = await tx.sql.selectFrom('Pool').select(columns).orderBy('id').forNoKeyUpdate().execute();
  const own = locked.find(({ id }) => id === poolId);
  const pool = own && (await tx.loadPools()).find(({ id }) => id === poolId);
  if (!pool) throw notFound('poolId');
  refuseStale(version, own.version);
  return { ...pool, ownRules: own.rules };
}

/** Whoever saw the locked pool as it was before is told so when they change it. */
export async function growPool({ sql: db }: Tx, poolId: string): Promise<void> {
  await db
    .updateTable('Pool')
    .set(({ eb }) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', poolId)
    .execute();
}

/** Teams that no pool names need one to lose their customers to: the last of its kind that is open to all stays so. */
export async function refuseToCloseTheLast(tx: Tx, pool: Pool): Promise<void> {
  const others = (await tx.loadPools()).filter(({ id, kind }) => kind === pool.kind && id !== pool.id);
  if (isOpenToAll(pool) && !others.some(isOpenToAll)) throw badInput('teamIds', message('LAST_OPEN_POOL'));
}

export async function requireTeams({ sql: db }: Tx, teamIds: readonly string[]): Promise<void> {
  if (teamIds.length === 0) return;
  const found = await db.selectFrom('Team').select('id').where('id', 'in', teamIds).execute();
  if (found.length < teamIds.length) throw notFound('teamIds');
}

export async function setPoolTeams({ sql: db }: Tx, poolId: string, teamIds: readonly string[]): Promise<void> {
  await db.deleteFrom('PoolTeam').where('poolId', '=', poolId).execute();
  if (teamIds.length > 0)
    await db
      .insertInto('PoolTeam')
      .values(teamIds.map((teamId) => ({ poolId, teamId })))
      .execute();
}
