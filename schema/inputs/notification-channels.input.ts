import { Field, ID, InputType } from 'type-graphql';
import type { NotificationChannel } from '../../domain/delivery/delivery.js';
import type { NotificationKind } from '../../domain/notification.js';
import { NotificationChannelEnum, NotificationKindEnum } from '../enums.js';
import { Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { Entries, JsonObject, NeverNull, OptionalText } from './limits.js';

const ADDRESS = 1000;
const SECRET = 300;
const CHANNELS = 20;
const KINDS = 20;
const HOURS = 200;

@InputType('ChannelSettingInput', { description: 'One way in which somebody wants to hear of their cards.' })
export class ChannelSettingInput {
  @Field(() => NotificationChannelEnum, {
    description: 'Which way. IN_APP may be listed, but is always on and takes nothing else.',
  })
  channel!: NotificationChannel;

  @OptionalText(
    ADDRESS,
    'Where it leads. WECOM_ROBOT, DINGTALK_ROBOT: the robot’s webhook address, or its key or access_token. FEISHU_BOT: the bot’s webhook address or the last part of it; or, where the organisation’s app is to send, an open id (ou_…) or a chat id (oc_…). EMAIL: an e-mail address. WEBHOOK: an https address. WECOM_APP takes none: it goes to the WeCom account that is linked. Null: where it leads already; of EMAIL else the person’s own address.',
  )
  address?: string | null;

  @OptionalText(
    SECRET,
    'What calls are signed with; kept encrypted and never shown. DINGTALK_ROBOT, FEISHU_BOT: where the robot’s signature check is on. WEBHOOK: always, whsec_… of 24 bytes or more, as Standard Webhooks has it. Only given together with an address.',
  )
  secret?: string | null;

  @Field(() => [NotificationKindEnum], { nullable: true, description: 'Which cards are sent there. Null: all.' })
  @Entries(KINDS, KINDS)
  kinds?: readonly NotificationKind[] | null;
}

@InputType('TestNotificationChannelInput', { description: 'A channel to try out.' })
export class TestNotificationChannelInput extends KeyedInput {
  @Field(() => NotificationChannelEnum, { description: 'Which of the channels that were chosen.' })
  channel!: NotificationChannel;

  @Field(() => ID, { nullable: true, description: 'Whose; somebody else’s only for ADMIN. Null: the caller’s.' })
  userId?: string | null;
}

@InputType('NotificationChannelsInput', {
  description: 'Where somebody wants to hear of their cards besides the inbox.',
})
export class NotificationChannelsInput extends KeyedInput {
  @Field(() => ID, { nullable: true, description: 'Whose; somebody else’s only for ADMIN. Null: the caller’s.' })
  userId?: string | null;

  @Field(() => [ChannelSettingInput], {
    description: `All of them, each once, at most ${CHANNELS}: one that isn’t listed is given up.`,
  })
  @Entries(CHANNELS, ADDRESS)
  channels!: readonly ChannelSettingInput[];

  @Field(() => Json, {
    nullable: true,
    description:
      'Local hours in which nothing is sent to these channels: { from: "HH:mm", to: "HH:mm" }, which may go past midnight; equal times for none. Null: as the organisation has it. Left out: unchanged.',
  })
  @JsonObject(HOURS)
  quietHours?: unknown;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the morning digest is sent to these channels. Left out: unchanged; never null.',
  })
  @NeverNull()
  digest?: boolean;
}
