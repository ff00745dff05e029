import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { acknowledge } from '../../commands/acknowledge.js';
import type { Outcome } from '../../commands/command.js';
import { markRead } from '../../commands/mark-read.js';
import { snooze } from '../../commands/snooze.js';
import { MarkReadInput, NotificationIdInput, SnoozeInput } from '../../schema/inputs/notification.input.js';
import { MarkReadPayload, NotificationPayload } from '../../schema/types/payload.type.js';
import { viewerOf, type Context } from '../context.js';

@Resolver()
export class NotificationMutations {
  @Mutation(() => NotificationPayload, {
    description:
      'Takes note of a card: the later steps of its escalation are disarmed; the follow-up stays as overdue as it is, and a reminder ahead of time leaves the due time armed. Of a lead’s first contact the superiors hear no more, but where nobody makes it, the lead goes to somebody else all the same. Where the obligation has passed to others meanwhile, it changes the card alone. The recipient, or a superior with onBehalfOf. No refusals of its own; acknowledging twice changes nothing.',
  })
  acknowledge(
    @Arg('input', () => NotificationIdInput) input: NotificationIdInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(acknowledge, input);
  }

  @Mutation(() => NotificationPayload, {
    description:
      'Puts the steps that remain of the card’s escalation off by a span; spans add up to P7D at most. The recipient, or a superior with onBehalfOf. Refusals: ALREADY_CLOSED (the follow-up is no longer open, or it is a lead’s first contact, which can’t be put off), NOT_OWNER (it is no longer the recipient’s, nor one of their people’s).',
  })
  snooze(@Arg('input', () => SnoozeInput) input: SnoozeInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(snooze, input);
  }

  @Mutation(() => MarkReadPayload, {
    description:
      'Marks cards of one’s own as read; ids that aren’t one’s own are passed over. At most 500 at once. No refusals of its own.',
  })
  markRead(@Arg('input', () => MarkReadInput) input: MarkReadInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx);
    return ctx.run(markRead, input);
  }
}
