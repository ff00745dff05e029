import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { chooseChannels } from '../../commands/notification-channel/choose-channels.js';
import { testChannel } from '../../commands/notification-channel/test-channel.js';
import type { OutsideChannel } from '../../domain/delivery/delivery.js';
import { channelsThrough } from '../../domain/delivery/organisation.js';
import { may } from '../../domain/policy.js';
import { checkQuietHours } from '../../domain/settings/check.js';
import {
  NotificationChannelsInput,
  TestNotificationChannelInput,
} from '../../schema/inputs/notification-channels.input.js';
import { NotificationSettingsType } from '../../schema/types/notification-settings.type.js';
import { DeliveryPayload, UserPayload } from '../../schema/types/payload.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { viewerOf, type Context } from '../context.js';
import { readChannels } from '../notification-channels.js';
import type { UserRow } from '../queries/people.js';

@Resolver(() => UserType)
export class UserNotificationFields {
  @FieldResolver(() => NotificationSettingsType, {
    nullable: true,
    description: 'Where they hear of their cards besides the inbox. Null: somebody else’s, and the viewer is no ADMIN.',
  })
  async notificationSettings(@Root() { id }: UserRow, @Ctx() { viewer, loaders, channels }: Context) {
    if (viewer === null || !(viewer.id === id || may(viewer, 'manageUsers'))) return null;
    const settings = await loaders.notificationSettings.load(id);
    return settings && { ...settings, available: ['IN_APP', ...channelsThrough(channels)] };
  }
}

@Resolver()
export class NotificationSettingsMutations {
  @Mutation(() => UserPayload, {
    description:
      'Chooses where somebody hears of their cards besides the inbox, which is always on. What is on its way to a channel goes to its new address, or nowhere once it is given up; one that was stopped because its setting was refused is tried again when its address is given anew. One’s own; ADMIN everybody’s. No refusals but IDEMPOTENCY_MISMATCH. BAD_USER_INPUT names the field, e.g. channels[1].address: an address or secret that is none of the channel’s, a channel twice, or one that isn’t set up on this server.',
  })
  setNotificationChannels(
    @Arg('input', () => NotificationChannelsInput) input: NotificationChannelsInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    const viewer = viewerOf(ctx);
    const userId = input.userId ?? viewer.id;
    if (userId !== viewer.id) viewerOf(ctx, 'manageUsers');
    const { quietHours, digest, idempotencyKey } = input;
    return ctx.run(chooseChannels, {
      userId,
      channels: readChannels(input.channels, ctx.channels, ctx.auth.secrets),
      ...(quietHours !== undefined && { quietHours: quietHours === null ? null : checkQuietHours(quietHours) }),
      ...(digest !== undefined && { digest }),
      idempotencyKey: idempotencyKey ?? null,
    });
  }

  @Mutation(() => DeliveryPayload, {
    description:
      'Sends a test message through a channel that somebody chose, by the same way and within the same limits as their cards, but at once: quiet hours, the kinds of cards and the day’s number don’t hold for it. It stands in the inbox too. The delivery tells what becomes of it: `node(id)`. An address that was refused before is tried once more; the organisation’s own accounts only for ADMIN. One’s own; ADMIN everybody’s. Refusals: CHANNEL_NOT_CHOSEN (so for IN_APP, which needs no test), TEST_LIMIT (three a minute for each person, with `retryAt`), IDEMPOTENCY_MISMATCH.',
  })
  testNotificationChannel(
    @Arg('input', () => TestNotificationChannelInput) input: TestNotificationChannelInput,
    @Ctx() ctx: Context,
  ): Promise<Outcome> {
    const viewer = viewerOf(ctx);
    const { channel, idempotencyKey } = input;
    const userId = input.userId ?? viewer.id;
    if (userId !== viewer.id) viewerOf(ctx, 'manageUsers');
    const isServed = channelsThrough(ctx.channels).some((one) => one === channel);
    return ctx.run(testChannel, {
      userId,
      channel: channel as OutsideChannel,
      isServed,
      idempotencyKey: idempotencyKey ?? null,
    });
  }
}
