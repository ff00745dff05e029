import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { FunnelMode } from '../../domain/report/report.js';
import { FunnelModeEnum } from '../enums.js';
import { Cursor, DateTime, Duration } from '../scalars.js';

@ObjectType('Ratio', { description: 'A share, with what it is a share of.', simpleResolvers: true })
export class RatioType {
  @Field(() => Int, { description: 'How many of them.' })
  numerator!: number;

  @Field(() => Int, { description: 'Of how many.' })
  denominator!: number;

  @Field(() => Float, { nullable: true, description: 'The share, from 0 to 1. Null: of nobody.' })
  value!: number | null;
}

@ObjectType('DurationStats', {
  description: 'How long something takes: in the middle, and for nine of ten.',
  simpleResolvers: true,
})
export class DurationStatsType {
  @Field(() => Int, { description: 'How many were measured.' })
  count!: number;

  @Field(() => Duration, { nullable: true, description: 'Half took no longer. Null: none was measured.' })
  median!: string | null;

  @Field(() => Duration, { nullable: true, description: 'Nine of ten took no longer. Null: none was measured.' })
  p90!: string | null;

  @Field(() => Duration, { nullable: true, description: 'On average. Null: none was measured.' })
  mean!: string | null;
}

@ObjectType('Funnel', { description: 'The way from leads to sales, step by step.', simpleResolvers: true })
export class FunnelType {
  @Field(() => FunnelModeEnum, { description: 'How it counts.' })
  mode!: FunnelMode;

  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;

  @Field(() => Cursor, {
    description: 'The event log’s position before it was read: whoever goes on from here misses no change.',
  })
  cursor!: string;
}

@ObjectType('FunnelStep', { description: 'One step of a funnel.', simpleResolvers: true })
export class FunnelStepType {
  @Field(() => String, { description: 'LEADS, a stage’s code, or where grouped INTEREST, TALKING, WON or LOST.' })
  code!: string;

  @Field(() => Int, {
    description: 'SNAPSHOT: who stands here. COHORT: who came here first within the window. PERIOD_FLOW: stays here.',
  })
  count!: number;

  @Field(() => RatioType, {
    nullable: true,
    description:
      'COHORT: of those who came to the step of the way before, who came here or further within the horizon. PERIOD_FLOW: of the stays at the step before, how many ended by a move forward. Null: a snapshot, the leads, or a step beside the way.',
  })
  conversionFromPrevious!: object | null;

  @Field(() => RatioType, {
    nullable: true,
    description: 'COHORT: of the leads that arrived, who came here or further within the horizon. Null: elsewhere.',
  })
  conversionFromFirst!: object | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'COHORT: how many of the count are younger than the horizon; conversions are those of the others, as long as there is one. Null: elsewhere.',
  })
  immature!: number | null;
}
