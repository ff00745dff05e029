import { Field, Int, ObjectType } from 'type-graphql';
import type { CalendarKind, IdleSince } from '../../domain/playbook/playbook.js';
import type { TimetableEffect } from '../../domain/timetable/row.js';
import { CalendarEnum, IdleSinceEnum, TimetableEffectEnum } from '../enums.js';
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

  @Field(() => DateTime, { nullable: true, description: 'When this version was published; never null.' })
  publishedAt!: Date | null;

  @Field(() => Json, { description: 'The whole definition, in the form that publishPlaybook takes.' })
  definition!: unknown;
}

/** Wraps an entry of a playbook's list. */
@ObjectType('ListEntry', {
  description: 'Something to choose from a list: a purpose or a goal.',
  simpleResolvers: true,
})
export class ListEntryType {
  @Field(() => String, { description: 'Stable code, as mutations take it.' })
  code!: string;

  @Field(() => Int, { description: 'Its place in the list, from 1.' })
  order!: number;
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

/** Wraps a definition that the product ships. */
@ObjectType('PlaybookTemplate', {
  description: 'A playbook for a trade, shipped with the product: publish it as it is, or change it first.',
  simpleResolvers: true,
})
export class PlaybookTemplateType {
  @Field(() => String, { description: 'The key that it would be published under.' })
  key!: string;
}

/** Wraps a row of the merged timetable. */
@ObjectType('TimetableRow', {
  description: 'One rule about silence as it runs in one stage, whether the playbook or a pool has it.',
  simpleResolvers: true,
})
export class TimetableRowType {
  @Field(() => String, { description: 'Code of the stage.' })
  stage!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the pool whose rule it is. Null: the stage’s own, or of the rules that are being checked.',
  })
  pool!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Key and version of the published playbook whose stage it is. Null: the one that is being checked.',
  })
  playbook!: string | null;

  @Field(() => String, {
    description: 'Where it stands in its playbook or pool, e.g. stages[2].idle[0] or reclaim[1].',
  })
  path!: string;

  @Field(() => Duration, { description: 'How long the silence lasts before its turn comes.' })
  after!: string;

  @Field(() => IdleSinceEnum, { description: 'What it counts from.' })
  since!: IdleSince;

  @Field(() => CalendarEnum, { description: 'What it counts.' })
  calendar!: CalendarKind;

  @Field(() => TimetableEffectEnum, { description: 'What it does.' })
  effect!: TimetableEffect;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the stage that it leads to, or who is told. Null: it leads to the pool.',
  })
  to!: string | null;

  @Field(() => [String], { description: 'Codes of conditions that all have to hold.' })
  when!: readonly string[];

  @Field(() => [String], { description: 'Codes of conditions that hold it back.' })
  unless!: readonly string[];
}

@ObjectType('PlaybookCheck', {
  description: 'What the check of a playbook, or of a pool’s rules, found.',
  simpleResolvers: true,
})
export class PlaybookCheckType {
  @Field(() => Boolean, { description: 'True: there is no error, and it may be published or used.' })
  valid!: boolean;

  @Field(() => [RuleProblemType], { description: 'Everything that was found, errors and warnings.' })
  problems!: readonly RuleProblemType[];

  @Field(() => [TimetableRowType], {
    description:
      'The stages’ idle rules and the pools’ reclaim rules as one timetable, stage by stage, earliest first: whichever comes first acts, and entering a stage or pool restarts the clocks. As far as the rules can be read.',
  })
  timetable!: readonly TimetableRowType[];
}

/** Wraps an entry of a list of reasons. */
@ObjectType('Reason', { description: 'A reason that somebody may choose.', simpleResolvers: true })
export class ReasonType {
  @Field(() => String, { description: 'Stable code, as mutations take it.' })
  code!: string;

  @Field(() => Int, { description: 'Its place in the list, from 1.' })
  order!: number;

  @Field(() => Boolean, { description: 'False: it is chosen no more, and stays on what was explained by it.' })
  active!: boolean;

  @Field(() => Boolean, { description: 'True: whoever chooses it has to write a note.' })
  needsNote!: boolean;
}
