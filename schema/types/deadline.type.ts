import { Field, Int, ObjectType } from 'type-graphql';
import type { DeadlineKind, DeadlineStatus } from '../../domain/deadline/deadline.js';
import { DeadlineKindEnum, DeadlineStatusEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('Deadline', {
  description:
    'One timer: what happens, for which lead or customer, when, and why. Seen by whoever sees its lead or customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class DeadlineType extends NodeType {
  @Field(() => DeadlineKindEnum, { description: 'What happens, or is asked for, when it fires.' })
  kind!: DeadlineKind;

  @Field(() => DeadlineStatusEnum, { description: 'Where it stands.' })
  status!: DeadlineStatus;

  @Field(() => DateTime, {
    description: 'When it fires, if nothing happens that moves it or makes it needless.',
  })
  dueAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it fired. Null: it did not.' })
  firedAt!: Date | null;

  @Field(() => Int, { description: 'How many attempts to fire it failed since it was armed, or armed again.' })
  attempts!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it is tried again after it failed. Null: it has never failed.',
  })
  retryAt!: Date | null;
}
