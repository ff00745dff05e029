import { Field, ID, InputType } from 'type-graphql';
import type { FunnelMode } from '../../domain/report/report.js';
import { FunnelModeEnum } from '../enums.js';
import { DateTime, Duration } from '../scalars.js';

/** Of whom a report tells. */
@InputType()
class ReportScopeInput {
  @Field(() => [ID], {
    nullable: true,
    description: 'What is credited to members of these teams. Null: to anybody that the viewer may see.',
  })
  teamIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'What is credited to these people. Null: to anybody.' })
  userIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Who came from these sources. Null: from any.' })
  sourceIds?: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: 'Under this playbook version. Null: under any.' })
  playbookId?: string | null;
}

@InputType('ReportInput', {
  description:
    'What a report is about: what happened within a window, credited to whoever had the customer or lead when it happened.',
})
export class ReportInput extends ReportScopeInput {
  @Field(() => DateTime, { description: 'The first instant.' })
  from!: Date;

  @Field(() => DateTime, { description: 'The first instant after it; not before `from`, else BAD_USER_INPUT.' })
  to!: Date;
}

@InputType('FunnelInput', { description: 'Which funnel: how it counts, when, and of whom.' })
export class FunnelInput extends ReportScopeInput {
  @Field(() => FunnelModeEnum, { nullable: true, defaultValue: 'COHORT', description: 'How it counts.' })
  mode?: FunnelMode | null;

  @Field(() => DateTime, { nullable: true, description: 'SNAPSHOT: the time. Null: now.' })
  at?: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'COHORT and PERIOD_FLOW: the window’s first instant. Null: 90 days before its end.',
  })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'The first instant after the window. Null: now.' })
  to?: Date | null;

  @Field(() => Duration, {
    nullable: true,
    description: 'COHORT: within which span a later step has to be reached. Null: P90D.',
  })
  horizon?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'COHORT. True: only who came to every step between, one after the other. False: however they came.',
  })
  strictOrder?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'True: the steps are LEADS INTEREST TALKING WON LOST. False: LEADS and the stages.',
  })
  grouped?: boolean | null;
}

@InputType('PilotInput', {
  description: 'Which two are compared; their windows are equally long, else BAD_USER_INPUT.',
})
export class PilotInput {
  @Field(() => ReportInput, { description: 'The one, e.g. the pilot.' })
  a!: ReportInput;

  @Field(() => ReportInput, { description: 'The other, e.g. the control.' })
  b!: ReportInput;
}
