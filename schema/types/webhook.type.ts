import { Field, Int, ObjectType } from 'type-graphql';
import type { DeliveryError, DeliveryStatus, NotificationChannel } from '../../domain/delivery/delivery.js';
import type { EventType } from '../../domain/event-types.js';
import { DeliveryErrorEnum, DeliveryStatusEnum, EventTypeEnum, NotificationChannelEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';
import { connectionOf } from './page.type.js';

@ObjectType('Webhook', {
  description:
    'A system that is told of events, by calls signed as Standard Webhooks has it. At least once, in no promised order.',
  implements: NodeType,
  simpleResolvers: true,
})
export class WebhookType extends NodeType {
  @Field(() => String, { description: 'The address that is called.' })
  url!: string;

  @Field(() => [EventTypeEnum], { description: 'What it is told of. Empty: everything.' })
  types!: readonly EventType[];

  @Field(() => Boolean, {
    description: 'False: nothing is sent. What waits, and what happens meanwhile, is sent once it is on again.',
  })
  active!: boolean;

  @Field(() => DateTime, { description: 'When it was made: it is told of what happened since.' })
  createdAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when calls are signed with the secret before this one as well. Null: it was never rotated.',
  })
  previousUntil!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When it was switched off by itself, as its receiver was gone or took nothing for days. Null: it wasn’t.',
  })
  disabledAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the receiver said then, in a line. Null: it wasn’t switched off by itself.',
  })
  disabledBecause!: string | null;
}

@ObjectType('DeliveryAttempt', { description: 'One try to send a message.', simpleResolvers: true })
export class DeliveryAttemptType {
  @Field(() => Int, { description: 'The first is 1.' })
  number!: number;

  @Field(() => DateTime, { description: 'When the call began.' })
  startedAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was over. Null: it goes on, or whoever made it didn’t live to tell.',
  })
  endedAt!: Date | null;

  @Field(() => DeliveryErrorEnum, {
    nullable: true,
    description: 'What was wrong, by what is done about it. Null: it arrived, or isn’t over.',
  })
  error!: DeliveryError | null;

  @Field(() => String, {
    nullable: true,
    description: 'What came of it, in a line, such as the receiver’s code and text. Null: it isn’t over.',
  })
  answer!: string | null;
}

@ObjectType('Delivery', {
  description:
    'One message on its way to one address: an event or a test to a webhook, or a card to where a person hears of it. Seen by ADMIN, and of a card by its recipient.',
  implements: NodeType,
  simpleResolvers: true,
})
export class DeliveryType extends NodeType {
  @Field(() => NotificationChannelEnum, { description: 'Which way it goes; WEBHOOK for events.' })
  channel!: NotificationChannel;

  @Field(() => DeliveryStatusEnum, { description: 'How it stands.' })
  status!: DeliveryStatus;

  @Field(() => Int, { description: 'How often it was sent.' })
  attempts!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What came of the latest attempt, in a line. Null: there was none, or it isn’t over.',
  })
  lastAnswer!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it is sent next; while it is being sent, when that is taken for lost. Null: never again.',
  })
  nextAttemptAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it arrived. Null: it didn’t, or is sent again.' })
  deliveredAt!: Date | null;

  @Field(() => DateTime, { description: 'When it was put on its way.' })
  createdAt!: Date;
}

export const { Connection: DeliveryConnection, Edge: DeliveryEdge } = connectionOf(
  DeliveryType,
  'Delivery',
  'deliveries',
);
