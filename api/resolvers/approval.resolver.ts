import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { decideApproval } from '../../commands/decide-approval.js';
import { requestApproval } from '../../commands/request-approval.js';
import { saidBy, type ApprovalKind } from '../../domain/approval/approval.js';
import { mayDecide } from '../../domain/approval/decide.js';
import { ApprovalKindEnum } from '../../schema/enums.js';
import { DecideApprovalInput } from '../../schema/inputs/approval.input.js';
import { AdvanceCustomerInput } from '../../schema/inputs/customer.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { ApprovalType } from '../../schema/types/approval.type.js';
import { ApprovalConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { ApprovalPayload } from '../../schema/types/payload.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { StageType } from '../../schema/types/playbook.type.js';
import { viewerOf, type Context } from '../context.js';
import { approvals } from '../queries/approvals.js';
import type { ApprovalRow } from '../queries/rows.js';
import { LocaleArg, type AskedLocale } from '../texts.js';
import { moveReasonLabel, REASON_LABEL } from './reason-label.js';
import { loadStage } from './stage-root.js';

@Resolver()
export class ApprovalMutations {
  @Mutation(() => ApprovalPayload, {
    description:
      'Asks the owner’s superior to approve a move: exactly where `advanceCustomer` with the same input would be refused with APPROVAL_REQUIRED. The team lead is asked, or whoever stands in for them, else all managers, else the administrators; they have until `dueAt`, then it escalates. Facts and a quote that come along are recorded at once, also where it is refused. Until it is decided the customer stays and its idle clocks stand still; it becomes void when the customer leaves the stage or its owner. The owner, or whoever stands in for them. Refusals: TRANSITION_NOT_ALLOWED, CONDITIONS_UNMET, VERSION_CONFLICT, NOT_OWNER, APPROVAL_REQUIRED (a request of this customer is pending already), IN_USE (the quote’s document). A move that needs no approval is BAD_USER_INPUT: just make it.',
  })
  requestApproval(
    @Arg('input', () => AdvanceCustomerInput) input: AdvanceCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(requestApproval, input);
  }

  @Mutation(() => ApprovalPayload, {
    description:
      'Approves or rejects a requested move, or an objection to a reclaim; whoever asked is told, with the note. Approving an objection leaves the customer with its owner and begins the clocks of silence anew; rejecting it lets them go on. Approving a move makes the move at once, with the reason and the note of the request and with the facts as they are now. The approver, whoever stands in for them, or another superior of the owner; never whoever asked. Refusals: NOT_OWNER, ALREADY_CLOSED (decided already, or void), CONDITIONS_UNMET and TRANSITION_NOT_ALLOWED (approved, but the move is no longer possible: recorded as MOVE_REFUSED, and the customer stays).',
  })
  decideApproval(
    @Arg('input', () => DecideApprovalInput) input: DecideApprovalInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(decideApproval, input);
  }
}

@Resolver(() => ApprovalType)
export class ApprovalFields {
  @Query(() => ApprovalConnection, {
    description:
      'Requests to superiors, moves to approve and objections to reclaims, of customers that the viewer may see, newest first. Anybody signed in.',
  })
  approvals(
    @Arg('pending', () => Boolean, {
      nullable: true,
      description: 'True: only those that wait for a decision; false: only those that don’t.',
    })
    pending: boolean | null,
    @Arg('kind', () => ApprovalKindEnum, { nullable: true, description: 'Only those of this kind. Left out: all.' })
    kind: ApprovalKind | null,
    @Arg('asked', () => Boolean, {
      nullable: true,
      description: 'True: only those that the viewer was asked to decide, or whoever they stand in for.',
    })
    asked: boolean | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return approvals(ctx.database, viewerOf(ctx), { pending, kind, asked, ...page });
  }

  @FieldResolver(() => CustomerType, { description: 'Who is to move, or to stay with the owner.' })
  customer(@Root() { customerId }: ApprovalRow, @Ctx() { loaders }: Context) {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => StageType, { description: 'Where the customer stood when it was asked for.' })
  from(@Root() { playbookId, from }: ApprovalRow, @Ctx() ctx: Context) {
    return loadStage(playbookId, from, ctx);
  }

  @FieldResolver(() => StageType, { description: 'Where it is to go. An objection asks for no move: where it stands.' })
  to(@Root() { playbookId, to }: ApprovalRow, @Ctx() ctx: Context) {
    return loadStage(playbookId, to, ctx);
  }

  @FieldResolver(() => String, { nullable: true, description: `${REASON_LABEL}. Null: none was asked for.` })
  reasonLabel(
    @Root() { reason: code, playbookId, to: stage }: ApprovalRow,
    @LocaleArg() locale: AskedLocale,
    @Ctx() ctx: Context,
  ) {
    return code === null ? null : moveReasonLabel({ code, playbookId, stage }, locale, ctx);
  }

  @FieldResolver(() => UserType, { description: 'Who asked.' })
  requestedBy(@Root() { requestedById }: ApprovalRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(requestedById);
  }

  @FieldResolver(() => UserType, {
    description: 'Who was asked. Other superiors of the owner, and whoever stands in, may decide as well.',
  })
  approver(@Root() { approverId }: ApprovalRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(approverId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who decided. Null: nobody did.' })
  decidedBy(@Root() { decidedById }: ApprovalRow, @Ctx() { loaders }: Context) {
    return decidedById === null ? null : loaders.user.load(decidedById);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the viewer may decide it now: pending, not asked for by themself, and they were asked or are a superior of the owner.',
  })
  async mayDecide(@Root() approval: ApprovalRow, @Ctx() ctx: Context): Promise<boolean> {
    const customer = approval.outcome === 'PENDING' ? await ctx.loaders.customer.load(approval.customerId) : null;
    return customer !== null && mayDecide(await ctx.loaders.customerFile.load(customer), approval, viewerOf(ctx));
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'What was said. Null: it is pending, or became void. `outcome` tells whether the customer moved.',
  })
  approved(@Root() { outcome }: ApprovalRow): boolean | null {
    return saidBy(outcome);
  }
}
