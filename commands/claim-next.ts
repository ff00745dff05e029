import { spanLength } from '../domain/calendar.js';
import { accept, notFound, refuse, type Call } from '../domain/decision.js';
import { isMember, type Pool } from '../domain/pool/pool.js';
import { claimed } from './claim-customer.js';
import { command } from './command.js';
import { freeFrom } from './store/claims.js';
import type { Tx } from './store/tx.js';

export interface ClaimNext {
  readonly poolId: string;
}

/** Who wants to buy most comes first; among equals, who has waited longest. */
const BEST_FIRST = ['HIGH', 'MEDIUM', 'UNKNOWN', 'LOW'] as const;

/** Takes the best customer there is for the caller; one that a colleague is just taking is passed over. Where there is none, nothing happens. */
export const claimNext = command('claimNext', async (tx, { poolId }: ClaimNext, call) => {
  const pool = (await tx.loadPools()).find(({ id }) => id === poolId);
  if (!pool) throw notFound('poolId');
  if (call.by === null || !isMember(call.by, pool)) return refuse({ code: 'NOT_POOL_MEMBER' });
  const customerId = await nextIn(tx, pool, call.by.id, call);
  if (customerId === null) return accept([], { poolId });
  return claimed(tx, await tx.lockAnyCustomer(customerId), call);
});

/** Locked, and held back from nobody. */
async function nextIn(tx: Tx, { id: poolId, rules }: Pool, userId: string, { now }: Call): Promise<string | null> {
  const before = (span: string) => new Date(now.getTime() - spanLength(span));
  for (const intent of BEST_FIRST) {
    const found = await tx.sql
      .selectFrom('Customer as c')
      .select('c.id')
      .where('c.poolId', '=', poolId)
      .where('c.intent', '=', intent)
      .where('c.pooledAt', '<=', before(rules.embargo))
      .where(freeFrom(rules.coolDownFor, userId, before(rules.coolDown)))
      .orderBy('c.pooledAt')
      .orderBy('c.id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (found) return found.id;
  }
  return null;
}
