import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { attachContract } from '../../commands/attach-contract.js';
import { checkDeliveryItem } from '../../commands/check-delivery-item.js';
import type { Outcome } from '../../commands/command.js';
import { confirmInvoice } from '../../commands/confirm-invoice.js';
import { handOverDelivery } from '../../commands/hand-over-delivery.js';
import { recordPayment } from '../../commands/record-payment.js';
import { setInstalments } from '../../commands/set-instalments.js';
import { signContract } from '../../commands/sign-contract.js';
import { voidPayment } from '../../commands/void-payment.js';
import { writeReview } from '../../commands/write-review.js';
import {
  AttachContractInput,
  CheckDeliveryItemInput,
  ConfirmInvoiceInput,
  HandOverDeliveryInput,
  RecordPaymentInput,
  SetInstalmentsInput,
  SignContractInput,
  VoidPaymentInput,
  WriteReviewInput,
} from '../../schema/inputs/deal.input.js';
import { CustomerPayload, DealDeliveryPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class DealMutations {
  @Mutation(() => CustomerPayload, {
    description:
      'Attaches a contract file; from then on those who see the customer may download it. Attaching the same file again changes nothing. Counts as activity, and meets CONTRACT_FILE until the customer is reopened. The owner, or a superior within their scope. Refusals: NOT_OWNER, IN_USE (the file is attached to something else), ALREADY_CLOSED (it was attached before the customer was reopened: the new sale has a contract of its own).',
  })
  attachContract(
    @Arg('input', () => AttachContractInput) input: AttachContractInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(attachContract, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Records the invoice details that the customer confirmed; other details take their place, the same ones change nothing. Counts as activity, and meets INVOICE_CONFIRMED until the customer is reopened. The owner, or a superior within their scope. Refusals: NOT_OWNER.',
  })
  confirmInvoice(
    @Arg('input', () => ConfirmInvoiceInput) input: ConfirmInvoiceInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(confirmInvoice, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Records that the contract was signed, for how much and when; before the customer is won or after. Said again, it corrects what was said before; instalments stay as they are, and what they don’t cover shows in `Deal.unplanned`. Counts as activity, and meets SIGNED_OR_FIRST_PAYMENT until the customer is reopened. The owner, or a superior within their scope. Refusals: NOT_OWNER.',
  })
  signContract(@Arg('input', () => SignContractInput) input: SignContractInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(signContract, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Sets the whole plan of payments, before the customer is won or after. Instalments with the same amount and time stay what they are, others are replaced, and what was paid goes to the new plan, earliest due first. Once a price is agreed, more than that is BAD_USER_INPUT; less is accepted, and the owner is asked for the rest. From when the customer enters a stage that opens payment, each instalment is reminded of before it is due and when it is, and goes to the superiors where it stays unpaid: at the spans of the playbook’s `deal.payment`. Counts as activity. The owner, or a superior within their scope. Refusals: NOT_OWNER.',
  })
  setInstalments(
    @Arg('input', () => SetInstalmentsInput) input: SetInstalmentsInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(setInstalments, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Records money that came in, before the customer is won or after; a part of an instalment is as good. Counts as activity, meets SIGNED_OR_FIRST_PAYMENT until the customer is reopened, and ends the reminders of what is paid. The owner, or a superior within their scope. Refusals: NOT_OWNER, ALREADY_CLOSED (the instalment is paid: the same money is easily recorded twice).',
  })
  recordPayment(
    @Arg('input', () => RecordPaymentInput) input: RecordPaymentInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(recordPayment, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Takes a payment back that was recorded by mistake: it stays in `Deal.payments` and counts no longer, what it had paid is owed and reminded of again. Twice changes nothing. The customer stays in its stage. The owner, or a superior within their scope. Refusals: NOT_OWNER.',
  })
  voidPayment(@Arg('input', () => VoidPaymentInput) input: VoidPaymentInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(voidPayment, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Names who delivers what was sold; they get a card, and see the delivery with its checklist. Again, it goes on to somebody else. Where nobody is named within the playbook’s `deal.delivery.handOverWithin`, the owner is told and then their superiors. The owner, or a superior within their scope. Refusals: NOT_OWNER, CONDITIONS_UNMET (no stage has opened delivery yet).',
  })
  handOverDelivery(
    @Arg('input', () => HandOverDeliveryInput) input: HandOverDeliveryInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(handOverDelivery, input);
  }

  @Mutation(() => DealDeliveryPayload, {
    description:
      'Ticks an entry of a delivery’s checklist off, or opens it again. Whoever delivers, the customer’s owner, or a superior within their scope. Refusals: NOT_OWNER.',
  })
  checkDeliveryItem(
    @Arg('input', () => CheckDeliveryItemInput) input: CheckDeliveryItemInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(checkDeliveryItem, input);
  }

  @Mutation(() => CustomerPayload, {
    description:
      'Writes the review (复盘) of a customer who was won or lost: the note of the stage it stands in, which may also come with the move itself. It is asked for and holds nothing up: without one the owner is reminded once, after the playbook’s `deal.reviewWithin`. The owner, or a superior within their scope. Refusals: NOT_OWNER, CONDITIONS_UNMET (neither won nor lost).',
  })
  writeReview(@Arg('input', () => WriteReviewInput) input: WriteReviewInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(writeReview, input);
  }
}
