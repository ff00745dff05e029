import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { assignFromPool } from '../../commands/assign-from-pool.js';
import { cancelPoolChange } from '../../commands/cancel-pool-change.js';
import { claimCustomer } from '../../commands/claim-customer.js';
import { claimNext } from '../../commands/claim-next.js';
import type { Outcome } from '../../commands/command.js';
import { createPool } from '../../commands/create-pool.js';
import { moveToPool } from '../../commands/move-to-pool.js';
import { objectToReclaim } from '../../commands/object-to-reclaim.js';
import { protectCustomer } from '../../commands/protect-customer.js';
import { releaseCustomer } from '../../commands/release-customer.js';
import { updatePool } from '../../commands/update-pool.js';
import {
  AssignFromPoolInput,
  CancelPoolChangeInput,
  ClaimCustomerInput,
  ClaimNextInput,
  CreatePoolInput,
  MoveToPoolInput,
  ObjectInput,
  ProtectCustomerInput,
  ReleaseCustomerInput,
  UpdatePoolInput,
} from '../../schema/inputs/pool.input.js';
import { ClaimPayload, CustomerPayload, PoolPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

const HOLDS_BACK =
  'POOL_EMBARGO, CLAIM_COOL_DOWN, CLAIM_SUSPENDED, DAILY_CLAIM_LIMIT, HOLDING_CAP (each with `retryAt` where time ends it)';

@Resolver()
export class PoolMutations {
  @Mutation(() => ClaimPayload, {
    description: `Takes a customer from its pool; of many at once, one gets it. The stage stays, its next action begins anew, the idle clocks start, and the pool’s first contact is due. Members of the pool’s teams. Refusals: ALREADY_OWNED, NOT_IN_POOL, NOT_POOL_MEMBER, ${HOLDS_BACK}. A refused claim costs nothing.`,
  })
  claimCustomer(
    @Arg('input', () => ClaimCustomerInput) input: ClaimCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(claimCustomer, input);
  }

  @Mutation(() => ClaimPayload, {
    description: `Takes the best customer of a pool that no rule keeps from the caller: the highest intent first, then the longest waiting; one that a colleague is just taking is passed over. Where there is none, \`customer\` is null and nothing counts. Members of the pool’s teams. Refusals: NOT_POOL_MEMBER, CLAIM_SUSPENDED, DAILY_CLAIM_LIMIT, HOLDING_CAP.`,
  })
  claimNext(@Arg('input', () => ClaimNextInput) input: ClaimNextInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(claimNext, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Puts a customer back into a pool; its open follow-ups end, the stage stays, and the claim that it may have cost is not given back. Its owner or a superior, of whom the owner hears. Refusals: NOT_OWNER, PROTECTED, REASON_REQUIRED (the reason asks for a note). A reason that isn’t listed is BAD_USER_INPUT.',
  })
  releaseCustomer(
    @Arg('input', () => ReleaseCustomerInput) input: ReleaseCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(releaseCustomer, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Gives a pooled customer to somebody, who is told at once. It is no claim of theirs and no limit holds it back; the log tells which ones it went past. TEAM_LEAD to people of their teams, MANAGER to anybody. Refusals: ALREADY_OWNED, NOT_IN_POOL.',
  })
  assignFromPool(
    @Arg('input', () => AssignFromPoolInput) input: AssignFromPoolInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'transferCustomers');
    return ctx.run(assignFromPool, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Takes a customer from its owner, who is told, or out of another pool, into this one. TEAM_LEAD for their teams’, MANAGER for everybody’s. Refusals: NOT_OWNER, PROTECTED. A lead pool is BAD_USER_INPUT.',
  })
  moveToPool(@Arg('input', () => MoveToPoolInput) input: MoveToPoolInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'transferCustomers');
    return ctx.run(moveToPool, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Protects a customer, for good or until a time, or lets the rules hold again. It isn’t taken back where the pool’s `exempt` lists PROTECTED, as shipped, nor released or moved to a pool anywhere. TEAM_LEAD for their teams’, MANAGER for everybody’s. Refusals: NOT_OWNER (it has none, or is not one of theirs). An end in the past is BAD_USER_INPUT.',
  })
  protectCustomer(
    @Arg('input', () => ProtectCustomerInput) input: ProtectCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'transferCustomers');
    return ctx.run(protectCustomer, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Asks a superior to leave a customer with its owner, once they have been warned that silence is about to take it away, or at any time where the pool warns of nothing. Nothing takes it away before that is decided (decideApproval), by when it escalates like any request. The owner, or whoever stands in for them, once for as long as they own it. Refusals: NOT_OWNER, ALREADY_CLOSED (they have objected before). Where nothing is about to take it away, or nobody has been warned yet, it is BAD_USER_INPUT.',
  })
  objectToReclaim(@Arg('input', () => ObjectInput) input: ObjectInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(objectToReclaim, input);
  }

  @Mutation(() => PoolPayload, {
    description:
      'Creates a pool. From now on what its teams lose or give back goes there: of several pools of a kind, the newest that names the team, else the newest open one. MANAGER. Refusals: POOL_RULES_INVALID (every problem at once).',
  })
  createPool(@Arg('input', () => CreatePoolInput) input: CreatePoolInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(createPool, input);
  }

  @Mutation(() => PoolPayload, {
    description:
      'Changes a pool’s name, teams or rules, now or at a stated time (`previewPool` says whom that hits); rules are given whole, and the timers of those it may take back follow within a minute or so. A planned change is checked now and once more when it is made; what is no longer possible then isn’t made, and whoever planned it is told. The last of its kind that is open to all teams stays so: BAD_USER_INPUT. MANAGER. Refusals: VERSION_CONFLICT, POOL_RULES_INVALID (every problem at once).',
  })
  updatePool(@Arg('input', () => UpdatePoolInput) input: UpdatePoolInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(updatePool, input);
  }

  @Mutation(() => PoolPayload, {
    description: 'Calls off the planned change of a pool. MANAGER. Refusals: ALREADY_CLOSED (none is planned).',
  })
  cancelPoolChange(
    @Arg('input', () => CancelPoolChangeInput) input: CancelPoolChangeInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'managePlaybooks');
    return ctx.run(cancelPoolChange, input);
  }
}
