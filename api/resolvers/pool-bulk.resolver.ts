import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { assignFromPool } from '../../commands/assign-from-pool.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import type { Command } from '../../commands/command.js';
import { eachOfMany, openMany, type Bulk } from '../../commands/each-of-many.js';
import { moveToPool } from '../../commands/move-to-pool.js';
import { protectCustomer } from '../../commands/protect-customer.js';
import { releaseCustomers } from '../../commands/release-customers.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import {
  AssignCustomersFromPoolInput,
  ClaimCustomersInput,
  MoveCustomersToPoolInput,
  ProtectCustomersInput,
  ReleaseCustomersInput,
} from '../../schema/inputs/pool.input.js';
import { BulkPayload } from '../../schema/types/bulk.type.js';
import { viewerOf, type Context } from '../context.js';

const EACH =
  'Each by itself, in a transaction of its own: one that is refused takes nothing from the others, and its refusal stands in its item. With an idempotencyKey it is safe to repeat as a whole; all together have 20 seconds, else UNAVAILABLE, and asked again with the same key it goes on where it stopped. Refusal of the whole: IDEMPOTENCY_MISMATCH. An item is also NOT_FOUND, where there is none that the caller may see; otherwise as';

@Resolver()
export class PoolBulkMutations {
  @Mutation(() => BulkPayload, {
    description: `Takes many customers from their pools, in the order given, until a limit ends it. Members of the pools’ teams. ${EACH} claimCustomer.`,
  })
  claimCustomers(@Arg('input', () => ClaimCustomersInput) input: ClaimCustomersInput, @Ctx() ctx: Context) {
    viewerOf(ctx);
    return ofMany(ctx, 'claimCustomers', claimCustomer, input);
  }

  @Mutation(() => BulkPayload, {
    description: `Puts many customers back into a pool, for one reason. Their owner or a superior. ${EACH} releaseCustomer; where the reason isn’t in the list of an item’s own playbook, that is REASON_REQUIRED, and only one that none of their lists offers is BAD_USER_INPUT.`,
  })
  releaseCustomers(@Arg('input', () => ReleaseCustomersInput) input: ReleaseCustomersInput, @Ctx() ctx: Context) {
    viewerOf(ctx);
    requireSome(input);
    return releaseCustomers((command, one) => ctx.run(command, one), input);
  }

  @Mutation(() => BulkPayload, {
    description: `Gives many pooled customers to somebody. TEAM_LEAD to people of their teams, MANAGER to anybody. ${EACH} assignFromPool.`,
  })
  assignCustomersFromPool(
    @Arg('input', () => AssignCustomersFromPoolInput) input: AssignCustomersFromPoolInput,
    @Ctx() ctx: Context,
  ) {
    viewerOf(ctx, 'transferCustomers');
    return ofMany(ctx, 'assignCustomersFromPool', assignFromPool, input);
  }

  @Mutation(() => BulkPayload, {
    description: `Takes many customers from their owners, or out of other pools, into one. TEAM_LEAD for their teams’, MANAGER for everybody’s. ${EACH} moveToPool.`,
  })
  moveCustomersToPool(
    @Arg('input', () => MoveCustomersToPoolInput) input: MoveCustomersToPoolInput,
    @Ctx() ctx: Context,
  ) {
    viewerOf(ctx, 'transferCustomers');
    return ofMany(ctx, 'moveCustomersToPool', moveToPool, input);
  }

  @Mutation(() => BulkPayload, {
    description: `Protects many customers, where the pool’s \`exempt\` lists PROTECTED, as shipped, or lets the rules hold again. TEAM_LEAD for their teams’, MANAGER for everybody’s. ${EACH} protectCustomer.`,
  })
  protectCustomers(@Arg('input', () => ProtectCustomersInput) input: ProtectCustomersInput, @Ctx() ctx: Context) {
    viewerOf(ctx, 'transferCustomers');
    return ofMany(ctx, 'protectCustomers', protectCustomer, input);
  }
}

interface OfMany {
  readonly customerIds: readonly string[];
  readonly idempotencyKey?: string | null;
}

function requireSome({ customerIds }: OfMany): void {
  if (customerIds.length === 0) throw badInput('customerIds', message('REQUIRED'));
}

/** What one customer's command does, for each of many. */
function ofMany<I extends OfMany, One extends { readonly customerId: string }>(
  ctx: Context,
  name: string,
  command: Command<One>,
  input: I & Omit<One, 'customerId'>,
): Promise<Bulk> {
  const { customerIds: ids, idempotencyKey: _, ...rest } = input;
  requireSome(input);
  const inputOf = (customerId: string) => ({ ...rest, customerId }) as unknown as One;
  const many = { input, ids, open: openMany<typeof input>(name), command, inputOf, idField: 'customerId' } as const;
  return eachOfMany((each, one) => ctx.run(each, one), many);
}
