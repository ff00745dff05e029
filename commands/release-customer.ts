import { decideRelease } from '../domain/pool/release.js';
import { command } from './command.js';

export interface ReleaseCustomer {
  readonly customerId: string;
  readonly poolId?: string | null;
  readonly reason: string;
  readonly note?: string | null;
}

export const releaseCustomer = command('releaseCustomer', async (tx, input: ReleaseCustomer, call) =>
  decideRelease(await tx.lockCustomer(input.customerId), releaseOf(input), call),
);

export const releaseOf = ({ reason, note, poolId }: ReleaseCustomer) => ({
  reason,
  note: note?.trim() || null,
  poolId: poolId ?? null,
});
