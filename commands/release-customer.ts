import { decideRelease } from '../domain/pool/release.js';
import { command } from './command.js';

export interface ReleaseCustomer {
  readonly customerId: string;
  readonly poolId?: string | null;
  readonly reason: string;
  readonly note?: string | null;
}

export const releaseCustomer = command('releaseCustomer', async (tx, input: ReleaseCustomer, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideRelease(
    file,
    { reason: input.reason, note: input.note?.trim() || null, poolId: input.poolId ?? null },
    call,
  );
});
