import { Field, Int, ObjectType } from 'type-graphql';
import type { Channel, ContactOutcome } from '../../domain/follow-up/follow-up.js';
import { ChannelEnum, ContactOutcomeEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('FollowUp', {
  description:
    'A planned or done contact with a lead or customer. Seen by whoever sees its lead or customer, and by its owner.',
  implements: NodeType,
  simpleResolvers: true,
})
export class FollowUpType extends NodeType {
  @Field(() => Int, { description: 'Grows with every change.' })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: "Code of the purpose in the playbook's list. Null: written in somebody's own words.",
  })
  purposeCode!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it is due. Null: it was recorded without having been planned.',
  })
  dueAt!: Date | null;

  @Field(() => ChannelEnum, { nullable: true, description: 'How the contact was made. Null: not done.' })
  channel!: Channel | null;

  @Field(() => ContactOutcomeEnum, { nullable: true, description: 'What came of it. Null: not done.' })
  outcome!: ContactOutcome | null;

  @Field(() => String, {
    nullable: true,
    description: 'What was said; of one that was called off, what was written about that. Null: nothing.',
  })
  note!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Code of the goal in the playbook's list. Null: none was named.",
  })
  goalCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Code of the reason why it was called off: of the list CANCEL; or STAGE_LEFT, POOLED, DISQUALIFIED or MERGED where that ended it. Null: it was not called off.',
  })
  cancelReason!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the goal was met. Null: not done.' })
  goalMet!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How long the contact took, in minutes. Null: not told.' })
  durationMinutes!: number | null;

  @Field(() => DateTime, { nullable: true, description: 'When the contact took place. Null: not done.' })
  occurredAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was recorded as done. Null: not done.' })
  doneAt!: Date | null;
}
