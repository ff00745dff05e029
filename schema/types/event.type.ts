import { Field, ObjectType } from 'type-graphql';
import type { EventType as EventTypeName } from '../../domain/event-types.js';
import { EventTypeEnum } from '../enums.js';
import { DateTime, Json } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('FieldChange', { description: 'One field that an event changed.', simpleResolvers: true })
export class FieldChangeType {
  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => Json, {
    nullable: true,
    description: 'Its value before. Null: it was empty, or is a contact detail that is hidden now.',
  })
  old!: unknown;

  @Field(() => Json, {
    nullable: true,
    description: 'Its value after. Null: it became empty, or is a contact detail that is hidden now.',
  })
  new!: unknown;
}

@ObjectType('Event', {
  description:
    'Something that happened, as an entry of the append-only log. Seen by whoever sees its lead or customer; personal ones only by the person concerned.',
  implements: NodeType,
  simpleResolvers: true,
})
export class EventType extends NodeType {
  @Field(() => EventTypeEnum, { description: 'What happened.' })
  type!: EventTypeName;

  @Field(() => DateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The rule by which the system acted. Null: a person did.' })
  rule!: string | null;

  @Field(() => [FieldChangeType], {
    description:
      'The fields that changed with it, of the lead, customer with its deals, user or team, and what stood there before. `version` and `updatedAt`, which change with all, are left out, and `reclaimAt`, which moves with the timers.',
  })
  changes!: readonly FieldChangeType[];

  @Field(() => Json, { description: 'What else belongs to it, as an object; its keys depend on the type.' })
  data!: unknown;
}
