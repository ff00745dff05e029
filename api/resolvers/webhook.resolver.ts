import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { redeliver } from '../../commands/webhook/redeliver.js';
import { removeWebhook } from '../../commands/webhook/remove-webhook.js';
import { createWebhook, updateWebhook } from '../../commands/webhook/save-webhook.js';
import { testWebhook } from '../../commands/webhook/test-webhook.js';
import { SecretMaker } from '../../commands/webhook-secret.js';
import { isTest } from '../../domain/delivery/delivery.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import {
  CreateWebhookInput,
  DeliveryIdInput,
  UpdateWebhookInput,
  WebhookIdInput,
} from '../../schema/inputs/webhook.input.js';
import { EventType } from '../../schema/types/event.type.js';
import { DeliveryPayload, RemoveWebhookPayload, WebhookPayload } from '../../schema/types/payload.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { DeliveryAttemptType, DeliveryConnection, DeliveryType, WebhookType } from '../../schema/types/webhook.type.js';
import { viewerOf, type Context } from '../context.js';
import { eventId } from '../queries/event-id.js';
import { allWebhooks, deliveries, type DeliveryRow, type WebhookRow } from '../queries/webhooks.js';
import { named } from './named.js';

@Resolver(() => WebhookType)
export class WebhookFields {
  @Query(() => [WebhookType], { description: 'All webhooks, the latest first. ADMIN.' })
  webhooks(@Ctx() ctx: Context): Promise<readonly WebhookRow[]> {
    viewerOf(ctx, 'manageWebhooks');
    return allWebhooks(ctx.database);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who made it.' })
  createdBy(@Root() { createdById }: WebhookRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(createdById);
  }
}

@Resolver(() => DeliveryType)
export class DeliveryFields {
  @Query(() => DeliveryConnection, {
    description: 'What was sent to webhooks, and of cards to where people hear of them, the latest first. ADMIN.',
  })
  deliveries(
    @Arg('webhookId', () => ID, { nullable: true, description: 'Only to this webhook.' }) webhookId: string | null,
    @Arg('notificationId', () => ID, { nullable: true, description: 'Only of this card.' })
    notificationId: string | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    viewerOf(ctx, 'manageWebhooks');
    return deliveries(ctx.database, { webhookId: webhookId ?? null, notificationId: notificationId ?? null, ...page });
  }

  @FieldResolver(() => EventType, {
    nullable: true,
    description: 'The event that is told. Null: it is a card’s, or a test.',
  })
  event(@Root() { eventTx, eventOrdinal }: DeliveryRow, @Ctx() { loaders }: Context) {
    if (eventTx === null || eventOrdinal === null) return null;
    return loaders.event.load(eventId({ tx: eventTx, ordinal: eventOrdinal }));
  }

  @FieldResolver(() => Boolean, { description: 'True: somebody tried a webhook out, and it tells of no event.' })
  test(@Root() delivery: DeliveryRow): boolean {
    return isTest(delivery);
  }

  @FieldResolver(() => [DeliveryAttemptType], { description: 'Every try to send it, the first one first.' })
  tries(@Root() { id }: DeliveryRow, @Ctx() { loaders }: Context) {
    return loaders.attempts.load(id);
  }
}

@Resolver()
export class WebhookMutations {
  @Mutation(() => WebhookPayload, {
    description:
      'Tells a system of everything that happens from now on. The secret that its calls are signed with is answered once: it is kept encrypted, and a repeated call with the same idempotencyKey answers none. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. An address that can’t be is BAD_USER_INPUT; whether it may be reached is seen when it is called.',
  })
  createWebhook(
    @Arg('input', () => CreateWebhookInput) input: CreateWebhookInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'manageWebhooks');
    return ctx.run(createWebhook, { ...input, secrets: new SecretMaker(ctx.auth.secrets, 'webhook') });
  }

  @Mutation(() => WebhookPayload, {
    description:
      'Changes a webhook, switches it off and on, or gives it a new secret. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT as for createWebhook.',
  })
  updateWebhook(
    @Arg('input', () => UpdateWebhookInput) { rotateSecret, ...input }: UpdateWebhookInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    viewerOf(ctx, 'manageWebhooks');
    const secrets = rotateSecret ? { secrets: new SecretMaker(ctx.auth.secrets, 'webhook') } : {};
    return ctx.run(updateWebhook, { ...input, ...secrets });
  }

  @Mutation(() => DeliveryPayload, {
    description:
      'Sends something again, now and with all its tries, whatever became of it; the receiver knows it by the same id. To a webhook that is switched off it waits until that is on again; to one that was removed nothing is sent: BAD_USER_INPUT. ADMIN. Refusals: IDEMPOTENCY_MISMATCH.',
  })
  redeliver(@Arg('input', () => DeliveryIdInput) input: DeliveryIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageWebhooks');
    return ctx.run(redeliver, input);
  }

  @Mutation(() => DeliveryPayload, {
    description:
      'Calls a webhook once to see whether it works: signed, limited and recorded as for an event, marked as a test (`test`), of type WEBHOOK_TEST whatever types it is told of. It isn’t tried again by itself, and its failing switches nothing off, but for 410. One that is switched off is BAD_USER_INPUT. ADMIN. Refusals: TEST_LIMIT (three a minute for each webhook, with `retryAt`), IDEMPOTENCY_MISMATCH.',
  })
  testWebhook(@Arg('input', () => WebhookIdInput) input: WebhookIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageWebhooks');
    return ctx.run(testWebhook, input);
  }

  @Mutation(() => RemoveWebhookPayload, {
    description:
      'Removes a webhook for good: nothing more is sent there, what waits never goes (SUPPRESSED), and its secrets are forgotten. What was sent stays in `deliveries`. ADMIN. Refusals: IDEMPOTENCY_MISMATCH.',
  })
  removeWebhook(@Arg('input', () => WebhookIdInput) input: WebhookIdInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageWebhooks');
    return ctx.run(removeWebhook, input);
  }
}

@Resolver(() => WebhookPayload)
export class WebhookPayloadFields {
  @FieldResolver(() => WebhookType, { nullable: true, description: 'The webhook as it is now. Null: it was refused.' })
  webhook(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'webhookId', loaders.webhook);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What its calls are signed with, shown only this once. Null: no new one was made, also where a call is repeated.',
  })
  secret(@Root() { answer }: Outcome) {
    return answer['secret'] ?? null;
  }
}

@Resolver(() => RemoveWebhookPayload)
export class RemoveWebhookPayloadFields {
  @FieldResolver(() => ID, { nullable: true, description: 'The one that is no more. Null: it was refused.' })
  webhookId(@Root() { answer }: Outcome) {
    return answer['webhookId'] ?? null;
  }
}

@Resolver(() => DeliveryPayload)
export class DeliveryPayloadFields {
  @FieldResolver(() => DeliveryType, {
    nullable: true,
    description: 'The delivery as it is now. Null: it was refused.',
  })
  delivery(@Root() outcome: Outcome, @Ctx() { loaders }: Context) {
    return named(outcome, 'deliveryId', loaders.sentMessage);
  }
}
