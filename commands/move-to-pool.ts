import { decideMoveToPool } from '../domain/pool/release.js';
import { command } from './command.js';

export interface MoveToPool {
  readonly customerId: string;
  readonly poolId: string;
}

export const moveToPool = command('moveToPool', async (tx, { customerId, poolId }: MoveToPool, call) =>
  decideMoveToPool(await tx.lockCustomer(customerId), poolId, call),
);
