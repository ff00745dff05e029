import { refuse } from '../domain/decision.js';
import { decideAssignFromPool } from '../domain/pool/assign.js';
import { heldBackBy, offerOf, poolOf } from '../domain/pool/claim.js';
import { command } from './command.js';
import { claimCounts, gaveUpAt, lockClaims } from './store/claims.js';

export interface AssignFromPool {
  readonly customerId: string;
  readonly toUserId: string;
}

export const assignFromPool = command('assignFromPool', async (tx, input: AssignFromPool, call) => {
  const file = await tx.lockCustomer(input.customerId);
  const to = await tx.loadPerson(input.toUserId, 'toUserId');
  const pool = poolOf(file);
  if (!pool) return refuse({ code: file.customer.ownerId === null ? 'NOT_IN_POOL' : 'ALREADY_OWNED' });
  const { ownerTeam, people } = await tx.loadSetting(to.id);
  await lockClaims(tx, to.id);
  const record = {
    ...(await claimCounts(tx.sql, to.id, pool, call.now, file.calendar)),
    gaveUpAt: await gaveUpAt(tx, to.id, file, pool),
  };
  const exceptions = heldBackBy(offerOf(file, pool), record, call.now).map(({ code }) => code);
  return decideAssignFromPool(file, to, { around: { ownerTeam, people }, exceptions }, call);
});
