import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { cancelFollowUp } from '../../commands/cancel-follow-up.js';
import type { Outcome } from '../../commands/command.js';
import { completeFollowUp } from '../../commands/complete-follow-up.js';
import { planFollowUp } from '../../commands/plan-follow-up.js';
import { recordFollowUp } from '../../commands/record-follow-up.js';
import {
  CancelFollowUpInput,
  CompleteFollowUpInput,
  PlanFollowUpInput,
  RecordFollowUpInput,
} from '../../schema/inputs/follow-up.input.js';
import { FollowUpPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class FollowUpMutations {
  @Mutation(() => FollowUpPayload, {
    description:
      'Plans a follow-up on a customer or a lead (one of the two): its owner is reminded before and at the due time. The owner, or a superior within their scope. Refusals: NOT_OWNER, ALREADY_CLOSED (the lead).',
  })
  planFollowUp(@Arg('input', () => PlanFollowUpInput) input: PlanFollowUpInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(planFollowUp, input);
  }

  @Mutation(() => FollowUpPayload, {
    description:
      'Completes a planned follow-up: channel, note, goal met or not, and the next plan, which only a move to an end stage or into a pool makes unnecessary. Facts, a quote and a move (advanceTo) may come along. Where the move is refused, what has happened is recorded all the same: the facts and the quote, and the contact with its next plan, the follow-up then being done and in the payload; but for a contact without a next plan, which only the move could have excused: that follow-up stays open. Then advanceCustomer makes the move. Any other refusal records nothing. Its owner, the customer’s owner, or a superior. Refusals: FOLLOW_UP_INCOMPLETE (everything missing at once), ALREADY_CLOSED, NOT_OWNER, and those of advanceCustomer.',
  })
  completeFollowUp(
    @Arg('input', () => CompleteFollowUpInput) input: CompleteFollowUpInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(completeFollowUp, input);
  }

  @Mutation(() => FollowUpPayload, {
    description:
      'Records a contact that wasn’t planned, under the same conditions as completeFollowUp; where the stage’s own next action is open, this completes it. The owner, or a superior within their scope. Refusals: as completeFollowUp.',
  })
  recordFollowUp(
    @Arg('input', () => RecordFollowUpInput) input: RecordFollowUpInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(recordFollowUp, input);
  }

  @Mutation(() => FollowUpPayload, {
    description:
      'Calls a planned follow-up off with a reason of the CANCEL list; an open, owned customer keeps at least one next step, so the last one asks for `next`. Its owner, the customer’s owner, or a superior. Refusals: FOLLOW_UP_INCOMPLETE, REASON_REQUIRED (the reason asks for a note), ALREADY_CLOSED, NOT_OWNER. A reason that isn’t listed is BAD_USER_INPUT.',
  })
  cancelFollowUp(
    @Arg('input', () => CancelFollowUpInput) input: CancelFollowUpInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(cancelFollowUp, input);
  }
}
