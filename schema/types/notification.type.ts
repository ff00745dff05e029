import { Field, Int, ObjectType } from 'type-graphql';
import type { NotificationKind } from '../../domain/notification.js';
import { NotificationKindEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('Notification', {
  description:
    "One card in somebody's inbox. Seen by its recipient; by id also by superiors within whose scope the recipient is.",
  implements: NodeType,
  simpleResolvers: true,
})
export class NotificationType extends NodeType {
  @Field(() => NotificationKindEnum, { description: 'What it is about.' })
  kind!: NotificationKind;

  @Field(() => Int, { description: '0: sent to the owner. Above: the step of the escalation.' })
  level!: number;

  @Field(() => DateTime, { description: 'When it was sent.' })
  at!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the recipient read it. Null: unread.' })
  readAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was acknowledged. Null: not yet.' })
  acknowledgedAt!: Date | null;
}
