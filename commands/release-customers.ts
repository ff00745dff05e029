import { accept } from '../domain/decision.js';
import { decideReleaseOfMany } from '../domain/pool/release.js';
import { requireOfferedBySome } from '../domain/reason/choose.js';
import { command } from './command.js';
import { eachOfMany, type Bulk, type RunKeyed } from './each-of-many.js';
import { releaseOf, type ReleaseCustomer } from './release-customer.js';

export interface ReleaseCustomers extends Omit<ReleaseCustomer, 'customerId'> {
  readonly customerIds: readonly string[];
  readonly idempotencyKey?: string | null;
}

/** Puts many back, each as if it were put back by itself. */
export function releaseCustomers(run: RunKeyed, input: ReleaseCustomers): Promise<Bulk> {
  const { customerIds: ids, poolId = null, reason, note = null } = input;
  const inputOf = (customerId: string) => ({ customerId, poolId, reason, note });
  const many = { input, ids, open: openRelease, command: releaseOneOfMany, inputOf, idField: 'customerId' } as const;
  return eachOfMany(run, many);
}

/** Notices a reason that nobody has. */
const openRelease = command('releaseCustomers', async (tx, { customerIds, reason }: ReleaseCustomers) => {
  requireOfferedBySome(await tx.loadReasonSettings(customerIds), 'RELEASE', reason);
  return accept([]);
});

const releaseOneOfMany = command('releaseCustomers', async (tx, input: ReleaseCustomer, call) =>
  decideReleaseOfMany(await tx.lockCustomer(input.customerId), releaseOf(input), call),
);
