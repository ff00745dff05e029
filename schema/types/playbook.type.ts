import { Field, Int, ObjectType } from 'type-graphql';
import { DateTime, Duration, Json } from '../scalars.js';
import { NodeType } from './node.type.js';
import { RuleProblemType } from './refusal.type.js';

@ObjectType('Playbook', {
  description:
    'One published version of the rules of a sale: stages, moves, conditions, timers. Never changes once published.',
  implements: NodeType,
  simpleResolvers: true,
})
export class PlaybookType extends NodeType {
  @Field(() => String, { description: 'What all versions of the same playbook have in common.' })
  key!: string;

  @Field(() => Int, { description: 'Number of the version within its key, from 1.' })
  version!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was published. Null: never, for a draft.' })
  publishedAt!: Date | null;

  @Field(() => Json, { description: 'The whole definition, in the form that publishPlaybook takes.' })
  definition!: unknown;
}

/** Wraps a stage of a playbook's definition. */
@ObjectType('Stage', {
  description: 'A step of a sale, defined by what has happened, with one clear next action.',
  simpleResolvers: true,
})
export class StageType {
  @Field(() => String, { description: 'Stable code, unique within the playbook.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the funnel step that it counts under. Null: it counts under none.',
  })
  funnelStep!: string | null;
}

/** Wraps the next action of a stage's definition. */
@ObjectType('NextStep', {
  description: 'What somebody has to do once a customer entered the stage.',
  simpleResolvers: true,
})
export class NextStepType {
  @Field(() => Duration, { description: 'How long after entry it is due, by the clock.' })
  dueIn!: string;
}

@ObjectType('PlaybookCheck', { description: 'What the check of a playbook found.', simpleResolvers: true })
export class PlaybookCheckType {
  @Field(() => Boolean, { description: 'True: there is no error, and it may be published.' })
  valid!: boolean;

  @Field(() => [RuleProblemType], { description: 'Everything that was found, errors and warnings.' })
  problems!: readonly RuleProblemType[];
}

/** Wraps an entry of a list of reasons. */
@ObjectType('Reason', { description: 'A reason that somebody may choose.', simpleResolvers: true })
export class ReasonType {
  @Field(() => String, { description: 'Stable code, as mutations take it.' })
  code!: string;
}
