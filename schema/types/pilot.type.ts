import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('Pilot', {
  description: 'A team that follows another playbook for a while, beside a control team that keeps its own. MANAGER.',
  implements: NodeType,
  simpleResolvers: true,
})
export class PilotType extends NodeType {
  @Field(() => DateTime, {
    nullable: true,
    description: 'When the team was bound to its playbook. Null: not yet, or it never began.',
  })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended: at `to`, or before. Null: it hasn’t.' })
  endedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was rolled back. Null: it wasn’t.' })
  rolledBackAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When its report was made; from then on `comparison` stays as it was told. Null: not yet, or it never began.',
  })
  reportedAt!: Date | null;

  @Field(() => Int, {
    description: 'Customers that went over to its playbook; once it is rolled back, those that came back.',
  })
  migrated!: number;

  @Field(() => Int, {
    description:
      'Customers that kept the version they had, as no stage of the other stands for theirs; `migrateCustomers` with `stageMap` moves them.',
  })
  unmigrated!: number;
}
