import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { chooseChannels } from '../../commands/notification-channel/choose-channels.js';
import { channelsThrough } from '../../domain/delivery/organisation.js';
import { may } from '../../domain/policy.js';
import { checkQuietHours } from '../../domain/settings/check.js';
import { NotificationChannelsInput } from '../../schema/inputs/notification-channels.input.js';
import { NotificationSettingsType } from '../../schema/types/notification-settings.type.js';
import { UserPayload } from '../../schema/types/payload.type.js';
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
}
