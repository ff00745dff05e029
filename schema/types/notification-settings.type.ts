import { Field, ObjectType } from 'type-graphql';
import type { NotificationChannel } from '../../domain/delivery/delivery.js';
import type { NotificationKind } from '../../domain/notification.js';
import { NotificationChannelEnum, NotificationKindEnum } from '../enums.js';
import { Json } from '../scalars.js';

@ObjectType('ChannelSetting', {
  description: 'One way besides the inbox in which somebody hears of their cards.',
  simpleResolvers: true,
})
export class ChannelSettingType {
  @Field(() => NotificationChannelEnum, { description: 'Which way.' })
  channel!: NotificationChannel;

  @Field(() => String, {
    description:
      'Where it leads, as far as that may be shown: an e-mail address or a WeCom user id as it is, of a webhook its host, of a robot the last four characters of its key. Secrets are never shown.',
  })
  address!: string;

  @Field(() => [NotificationKindEnum], { nullable: true, description: 'Which cards are sent there. Null: all.' })
  kinds!: readonly NotificationKind[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What the receiver answered when it refused the setting itself, such as a robot that was removed: nothing is sent until the setting changes, or for the organisation’s own accounts a worker starts. Null: it works, as far as is known.',
  })
  problem!: string | null;
}

@ObjectType('NotificationSettings', {
  description:
    'Where somebody hears of their cards besides the inbox, which always gets everything at once. Their own, and for ADMIN everybody’s.',
  simpleResolvers: true,
})
export class NotificationSettingsType {
  @Field(() => [ChannelSettingType], { description: 'The channels that they chose.' })
  channels!: readonly ChannelSettingType[];

  @Field(() => [NotificationChannelEnum], { description: 'The channels that can be chosen on this server.' })
  available!: readonly NotificationChannel[];

  @Field(() => Json, {
    nullable: true,
    description:
      'Local hours in which nothing is sent to their channels: { from: "HH:mm", to: "HH:mm" }. Null: as the organisation has it.',
  })
  quietHours!: unknown;

  @Field(() => Boolean, { description: 'Whether the morning digest is sent to their channels.' })
  digest!: boolean;
}
