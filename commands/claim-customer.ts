import type { CustomerFile } from '../domain/customer/customer.js';
import { refuse, type Call, type Decision } from '../domain/decision.js';
import { decideClaim, poolOf, standingRefusal } from '../domain/pool/claim.js';
import { command } from './command.js';
import { claimCounts, gaveUpAt, lockClaims } from './store/claims.js';
import type { Tx } from './store/tx.js';

export interface ClaimCustomer {
  readonly customerId: string;
}

export const claimCustomer = command('claimCustomer', async (tx, { customerId }: ClaimCustomer, call) =>
  claimed(tx, await tx.lockAnyCustomer(customerId), call),
);

/** The customer is locked; from here on its claimer is too. */
export async function claimed(tx: Tx, file: CustomerFile, call: Call): Promise<Decision> {
  const { by } = call;
  if (by === null) throw new Error('Only people claim');
  const refusal = standingRefusal(file, by);
  if (refusal) return refuse(refusal);
  const pool = poolOf(file)!;
  const around = await tx.loadSetting(by.id);
  await lockClaims(tx, by.id);
  const counts = await claimCounts(tx.sql, by.id, pool, call.now, file.calendar);
  const record = { ...counts, gaveUpAt: await gaveUpAt(tx, by.id, file, pool) };
  return decideClaim(file, by, { record, around: { ownerTeam: around.ownerTeam, people: around.people } }, call);
}
