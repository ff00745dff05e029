import { decideAdvanceOfMany, requireMoveOfSome, type MoveOfMany } from '../domain/customer/advance-many.js';
import { accept } from '../domain/decision.js';
import { command } from './command.js';
import { eachOfMany, type Bulk, type RunKeyed } from './each-of-many.js';

export interface AdvanceCustomers extends MoveOfMany {
  readonly customerIds: readonly string[];
  readonly idempotencyKey?: string | null;
}

/** Moves many, each as if it were moved by itself. */
export function advanceCustomers(run: RunKeyed, input: AdvanceCustomers, until?: number): Promise<Bulk> {
  const { customerIds: ids, to, reason = null, note = null } = input;
  const inputOf = (customerId: string) => ({ customerId, to, reason, note });
  const many = { input, ids, open: openAdvance, command: advanceOneOfMany, inputOf, idField: 'customerId' } as const;
  return eachOfMany(run, many, until);
}

/** Notices a stage or a reason that nobody has. */
const openAdvance = command('advanceCustomers', async (tx, input: AdvanceCustomers) => {
  requireMoveOfSome(await tx.loadReasonSettings(input.customerIds), input);
  return accept([]);
});

interface OneOfMany extends MoveOfMany {
  readonly customerId: string;
}

const advanceOneOfMany = command('advanceCustomers', async (tx, { customerId, ...move }: OneOfMany, call) =>
  decideAdvanceOfMany(await tx.lockCustomer(customerId), move, call),
);
