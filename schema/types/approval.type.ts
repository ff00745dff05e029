import { Field, ObjectType } from 'type-graphql';
import type { ApprovalKind, ApprovalOutcome } from '../../domain/approval/approval.js';
import { ApprovalKindEnum, ApprovalOutcomeEnum } from '../enums.js';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('Approval', {
  description:
    'A move that somebody asked a superior to approve, or an owner’s objection to a reclaim. Until it is decided the customer stays, and neither its idle clocks nor its reclaim run. Seen by whoever sees the customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class ApprovalType extends NodeType {
  @Field(() => ApprovalKindEnum, { description: 'What is asked for.' })
  kind!: ApprovalKind;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt!: Date;

  @Field(() => DateTime, {
    description: 'By when it is to be decided: after that the approver is reminded, then their superiors hear of it.',
  })
  dueAt!: Date;

  @Field(() => String, { nullable: true, description: 'Code of the reason for the move. Null: none was asked for.' })
  reason!: string | null;

  @Field(() => String, { nullable: true, description: 'What was written with the request. Null: nothing.' })
  requestNote!: string | null;

  @Field(() => ApprovalOutcomeEnum, { description: 'What became of it.' })
  outcome!: ApprovalOutcome;

  @Field(() => DateTime, { nullable: true, description: 'When it was decided, or became void. Null: it is pending.' })
  decidedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the superior wrote with the decision. Null: nothing, or nothing was decided.',
  })
  note!: string | null;
}
