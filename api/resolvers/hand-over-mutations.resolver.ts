import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { handOver } from '../../commands/hand-over.js';
import { transferCustomer } from '../../commands/transfer-customer.js';
import { HandOverInput, TransferCustomerInput } from '../../schema/inputs/hand-over.input.js';
import { CustomerPayload, HandOverPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class HandOverMutations {
  @Mutation(() => CustomerPayload, {
    description:
      'Gives an owned customer to somebody else, who is told at once. Stage, history and closed deals stay as they are; the old owner’s open follow-ups go along with their timers, and the idle clocks start anew. The holding cap doesn’t bind it. TEAM_LEAD within their teams, MANAGER anybody’s to anybody. Refusals: NOT_OWNER (it is in a pool, or its owner is not one of yours). An inactive toUserId is BAD_USER_INPUT.',
  })
  transferCustomer(
    @Arg('input', () => TransferCustomerInput) input: TransferCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'transferCustomers');
    return ctx.run(transferCustomer, input);
  }

  @Mutation(() => HandOverPayload, {
    description:
      'Hands everything of somebody over: their open leads, their customers (closed deals keep stage and history, only the owner changes), and their open follow-ups wherever they are, with all timers. Up to 200 leads and customers are done when it answers; more go on in the background, in batches, and survive a restart: `node(id)` of the run shows how far it is, the event HANDED_OVER ends it. By strategy it goes to members of their team who are there; the holding cap is kept as long as somebody is below it. Each new owner gets one card. Deactivate a leaver first, so that nothing new comes. MANAGER. Refusals: IN_USE (a hand-over of this person is under way). BAD_USER_INPUT names the field: both or neither of toUserId and strategy, an inactive toUserId, or a team with nobody to take over.',
  })
  handOver(@Arg('input', () => HandOverInput) input: HandOverInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'handOver');
    return ctx.run(handOver, input);
  }
}
