import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { advanceCustomer } from '../../commands/advance-customer.js';
import { advanceCustomers } from '../../commands/advance-customers.js';
import type { Outcome } from '../../commands/command.js';
import type { Bulk } from '../../commands/each-of-many.js';
import { confirmQuoteReceipt } from '../../commands/confirm-quote-receipt.js';
import { createCustomer } from '../../commands/create-customer.js';
import { overrideStage } from '../../commands/override-stage.js';
import { recordQuote } from '../../commands/record-quote.js';
import { updateCustomer } from '../../commands/update-customer.js';
import {
  AdvanceCustomerInput,
  AdvanceCustomersInput,
  ConfirmQuoteReceiptInput,
  CreateCustomerInput,
  RecordQuoteInput,
  UpdateCustomerInput,
} from '../../schema/inputs/customer.input.js';
import { BulkPayload } from '../../schema/types/bulk.type.js';
import { CustomerPayload } from '../../schema/types/payload.type.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class CustomerMutations {
  @Mutation(() => CustomerPayload, {
    description:
      'Creates a customer in the first stage of its team’s playbook. A SALES caller owns it and may name only themself; what a superior creates without ownerId goes to the public pool. Anybody signed in. Refusals: DUPLICATE (a phone, e-mail or WeChat id is known already; never whose), CONDITIONS_UNMET (no way to get in touch).',
  })
  createCustomer(
    @Arg('input', () => CreateCustomerInput) input: CreateCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(createCustomer, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Changes contact data, intent and facts; fields left out stay as they are, null clears. Needs the version that was seen. The owner, or a superior within their scope. Refusals: VERSION_CONFLICT, NOT_OWNER, DUPLICATE.',
  })
  updateCustomer(
    @Arg('input', () => UpdateCustomerInput) input: UpdateCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(updateCustomer, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Moves a customer along its playbook; facts and a quote may come with the move. Creates the new stage’s next action and timers, or puts the customer into the pool the stage leads to. The owner, or a superior within their scope. Refusals: TRANSITION_NOT_ALLOWED (with the stages that are), CONDITIONS_UNMET (all of them at once, also a note that the reason asks for), APPROVAL_REQUIRED (a superior has to approve: requestApproval), VERSION_CONFLICT, NOT_OWNER, IN_USE (the quote’s document is attached to something else). An unknown stage or reason code is BAD_USER_INPUT. What `Customer.transitions` says and what this does never differ. What has happened is recorded even where the playbook, the conditions or a missing approval refuse the move: the facts and the quote that came along, with the customer in the payload as it then is; the move, its reason and its note are not. A refusal by VERSION_CONFLICT, NOT_OWNER or IN_USE records nothing. A move to a stage that is won or lost asks for a review in `note`.',
  })
  advanceCustomer(
    @Arg('input', () => AdvanceCustomerInput) input: AdvanceCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(advanceCustomer, input);
  }

  @Mutation(() => BulkPayload, {
    description:
      'Moves many customers to one stage, each as `advanceCustomer` would, in a transaction of its own: one that is refused takes nothing from the others, and its refusal stands in its item. With an idempotencyKey it is safe to repeat as a whole: what was done is not done again. All together have 20 seconds, else UNAVAILABLE; asked again with the same key it goes on where it stopped. The owner of each, or a superior within their scope. Refusals of the whole: IDEMPOTENCY_MISMATCH. Refusals of an item: TRANSITION_NOT_ALLOWED (also where its playbook has no such stage), CONDITIONS_UNMET, APPROVAL_REQUIRED, NOT_OWNER, NOT_FOUND (there is none that the caller may see).',
  })
  advanceCustomers(
    @Arg('input', () => AdvanceCustomersInput) input: AdvanceCustomersInput,
    @Ctx() ctx: Context,
  ): Promise<Bulk> {
    viewerOf(ctx);
    if (input.customerIds.length === 0) throw badInput('customerIds', message('REQUIRED'));
    return advanceCustomers((command, one) => ctx.run(command, one), input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Puts a customer into the stage where it really stands, past edges, conditions and approvals, with a reason. It lands like any other move: with the stage’s next action and timers, into the pool the stage leads to, or with the deal that it opens; facts and a quote may come along. The log’s CUSTOMER_MOVED holds in `data.override` whether there was an edge and what was unmet. MANAGER. Refusals: REASON_REQUIRED (no reason, or no note where the reason asks for one), TRANSITION_NOT_ALLOWED (it stands there already), VERSION_CONFLICT, NOT_OWNER (it is in a pool), IN_USE (the quote’s document). `reason` is a code of the list where the stage asks for one, else in your own words; an unknown stage or code is BAD_USER_INPUT.',
  })
  overrideStage(
    @Arg('input', () => AdvanceCustomerInput) input: AdvanceCustomerInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'overrideStages');
    return ctx.run(overrideStage, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Records a quote that was sent, and its receipt where the customer has confirmed it already. Counts as activity. Until its receipt is confirmed it is AWAITING_RECEIPT (已发待确认), and the owner is reminded to ask for it after the playbook’s `deal.askReceiptAfter`, PT24H as shipped. The owner, or a superior within their scope. Refusals: NOT_OWNER, IN_USE (the document is attached to something else).',
  })
  recordQuote(@Arg('input', () => RecordQuoteInput) input: RecordQuoteInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(recordQuote, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'The customer confirmed that the quote arrived; confirming twice changes nothing. Counts as activity. The owner, or a superior within their scope. Refusals: NOT_OWNER, ALREADY_CLOSED (the quote is from before the customer was reopened).',
  })
  confirmQuoteReceipt(
    @Arg('input', () => ConfirmQuoteReceiptInput) input: ConfirmQuoteReceiptInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(confirmQuoteReceipt, input);
  }
}
