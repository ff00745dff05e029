import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { StageOutcome } from '../../domain/playbook/playbook.js';
import type { FunnelMode, LeakOutcome, NeglectBucket, ReportKind } from '../../domain/report/report.js';
import { FunnelModeEnum, LeakOutcomeEnum, NeglectBucketEnum, ReportKindEnum, StageOutcomeEnum } from '../enums.js';
import { Cursor, DateTime, Decimal, Duration } from '../scalars.js';

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

@ObjectType('ReportTick', {
  description: 'That a report says something else than before; what it says is queried.',
  simpleResolvers: true,
})
export class ReportTickType {
  @Field(() => ReportKindEnum, { description: 'Which report.' })
  kind!: ReportKind;

  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;

  @Field(() => Cursor, {
    description: 'The event log’s position before it was read: whoever goes on from here misses no change.',
  })
  cursor!: string;
}

@ObjectType('PerformanceReport', { description: 'What each person did within a window.', simpleResolvers: true })
export class PerformanceReportType {
  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;
}

@ObjectType('Performance', {
  description: 'What one person did within a window, by what was theirs when it happened.',
  simpleResolvers: true,
})
export class PerformanceType {
  @Field(() => Int, { description: 'Leads that became theirs.' })
  newLeads!: number;

  @Field(() => Int, { description: 'Customers who were new, and theirs from the beginning.' })
  newCustomers!: number;

  @Field(() => Int, { description: 'Customers who were won for the first time.' })
  won!: number;

  @Field(() => Decimal, { description: 'What their deals are worth, in CNY; deals in other currencies are left out.' })
  wonAmount!: string;

  @Field(() => Int, { description: 'Customers who were lost.' })
  lost!: number;

  @Field(() => Int, {
    description:
      'Follow-ups that count: with a customer or lead that was theirs, with a channel and words, told of within 24 hours; several within 10 minutes with one customer in one channel are one.',
  })
  followUps!: number;

  @Field(() => Int, { description: 'With how many customers.' })
  customersTouched!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Follow-ups for each customer that they had, in 30 days. Null: they had none.',
  })
  followUpsPerCustomerMonth!: number | null;

  @Field(() => RatioType, { description: 'Of what was due, what was met by its time.' })
  onTime!: object;

  @Field(() => Float, {
    nullable: true,
    description: 'Moves forward for ten follow-ups. Null: there was no follow-up.',
  })
  efficiency!: number | null;

  @Field(() => RatioType, { description: 'Of the claims whose first contact was due, those that were kept.' })
  claimsKept!: object;

  @Field(() => RatioType, {
    description:
      '漏单率: of the open customers with something due, those with whom nobody met it within the grace of four working hours.',
  })
  leaks!: object;
}

@ObjectType('Heatmap', { description: 'When people are in touch.', simpleResolvers: true })
export class HeatmapType {
  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;
}

@ObjectType('HeatCell', { description: 'One hour of the week.', simpleResolvers: true })
export class HeatCellType {
  @Field(() => Int, { description: 'ISO weekday: Monday is 1.' })
  weekday!: number;

  @Field(() => Int, { description: 'The hour where the organisation is, 0 to 23.' })
  hour!: number;

  @Field(() => Int, { description: 'Follow-ups that count. An hour without any has no cell.' })
  count!: number;
}

@ObjectType('NeglectHeatmap', { description: 'Who left how many customers alone for how long.', simpleResolvers: true })
export class NeglectHeatmapType {
  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;
}

@ObjectType('NeglectCell', {
  description: 'The customers of one person, alone for about as long.',
  simpleResolvers: true,
})
export class NeglectCellType {
  @Field(() => NeglectBucketEnum, { description: 'Days since the last follow-up.' })
  bucket!: NeglectBucket;

  @Field(() => Int, { description: 'How many. A cell without any isn’t there.' })
  count!: number;
}

@ObjectType('Leak', { description: 'A customer with whom something fell through.', simpleResolvers: true })
export class LeakType {
  @Field(() => DateTime, { description: 'When it was due.' })
  dueAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When somebody acted on it after all. Null: nobody did.' })
  recoveredAt!: Date | null;

  @Field(() => LeakOutcomeEnum, { description: 'What became of it.' })
  outcome!: LeakOutcome;
}

@ObjectType('ChannelReport', { description: 'What came of leads, by where they came from.', simpleResolvers: true })
export class ChannelReportType {
  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;
}

@ObjectType('ChannelRow', { description: 'The leads of one source, channel and campaign.', simpleResolvers: true })
export class ChannelRowType {
  @Field(() => String, { description: 'The channel that the lead named, else the source’s.' })
  channel!: string;

  @Field(() => String, { nullable: true, description: 'Null: none was named.' })
  campaign!: string | null;

  @Field(() => Int, { description: 'How many arrived.' })
  leads!: number;

  @Field(() => Decimal, { description: 'What the deals of those who were won are worth, in CNY.' })
  wonAmount!: string;
}

@ObjectType('ReasonReport', { description: 'Why customers were won and lost.', simpleResolvers: true })
export class ReasonReportType {
  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;
}

@ObjectType('ReasonRow', { description: 'Customers who were won or lost alike.', simpleResolvers: true })
export class ReasonRowType {
  @Field(() => StageOutcomeEnum, { description: 'WON or LOST.' })
  outcome!: StageOutcome;

  @Field(() => String, { description: 'The reason’s code; NONE where none was given.' })
  reason!: string;

  @Field(() => Int, { description: 'How many customers.' })
  count!: number;
}

@ObjectType('Interval', { description: 'An estimate with its 95 % interval.', simpleResolvers: true })
export class IntervalType {
  @Field(() => Float, { nullable: true, description: 'The estimate. Null: there is nothing to estimate from.' })
  estimate!: number | null;

  @Field(() => Float, { nullable: true, description: 'Where the interval begins. Null: there is none.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Where the interval ends. Null: there is none.' })
  high!: number | null;
}

@ObjectType('PilotArm', { description: 'One of two that are compared.', simpleResolvers: true })
export class PilotArmType {
  @Field(() => Int, { description: 'Customers whom its people had within the window.' })
  customers!: number;

  @Field(() => RatioType, {
    description: '漏单率: of the open customers with something due, those with whom nobody met it.',
  })
  leaks!: object;

  @Field(() => Int, { description: 'Customers who were won for the first time.' })
  won!: number;
}

@ObjectType('PilotComparison', {
  description: 'Two teams or playbooks side by side, by the same definitions.',
  simpleResolvers: true,
})
export class PilotComparisonType {
  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;

  @Field(() => IntervalType, { description: 'Leak rate of a minus that of b, by Newcombe’s interval.' })
  leakDifference!: object;

  @Field(() => IntervalType, { description: 'Median cycle time of a minus that of b, in days, by the bootstrap.' })
  cycleDifference!: object;

  @Field(() => Boolean, { description: 'An interval excludes 0, and each arm has at least 30 customers.' })
  conclusive!: boolean;
}

@ObjectType('StageReview', {
  description: 'How the stages of the playbooks did within a month.',
  simpleResolvers: true,
})
export class StageReviewType {
  @Field(() => String, { description: 'The month where the organisation is, such as 2026-11.' })
  month!: string;

  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;
}

@ObjectType('MonthlyReview', {
  description: 'What was told of a month once it was over: it stays as it was told.',
  simpleResolvers: true,
})
export class MonthlyReviewType {
  @Field(() => String, { description: 'The month where the organisation is, such as 2026-11.' })
  month!: string;

  @Field(() => DateTime, { description: 'When it was read.' })
  asOf!: Date;

  @Field(() => Int, { description: 'Leads that arrived; of a team, leads that became its people’s.' })
  leads!: number;

  @Field(() => Int, { description: 'New customers; of a team, those that its people had from the beginning.' })
  customers!: number;

  @Field(() => Int, { description: 'Customers who were won, credited to whoever had them.' })
  won!: number;

  @Field(() => Int, { description: 'Customers who were lost, credited to whoever had them.' })
  lost!: number;

  @Field(() => Int, { description: 'How often the system took a customer back from its owner.' })
  reclaimed!: number;
}

@ObjectType('StageReviewRow', {
  description: 'One stage of a playbook, its versions together. A change of version is neither an entry nor a leaving.',
  simpleResolvers: true,
})
export class StageReviewRowType {
  @Field(() => Int, { description: 'How often customers came: by a move, or because they began here.' })
  entered!: number;

  @Field(() => Int, { description: 'How often customers went on to another stage, whichever way.' })
  left!: number;

  @Field(() => RatioType, { description: 'Of those that left, how many went forward.' })
  forward!: object;

  @Field(() => Int, { description: 'Customers who stood here at the month’s end; while it lasts, who stand here now.' })
  open!: number;

  @Field(() => Int, {
    description:
      'Moves into it that its conditions, or the lack of a way, kept out; those that only wanted approval aren’t counted. What was refused is remembered for 400 days.',
  })
  refused!: number;
}

@ObjectType('StageFinding', { description: 'What of a stage deserves a look.', simpleResolvers: true })
export class StageFindingType {
  @Field(() => String, {
    description:
      'UNUSED: in each of the three months up to this one less than 1 % of the entries into the playbook’s stages. LOW_CONVERSION: even the upper bound of Wilson’s 95 % interval of `forward` is below the share of the three months before. LONG_DWELL: the median is over twice that of the three months before. OFTEN_REFUSED: more refused moves into it than made ones. An end stage can only be OFTEN_REFUSED; where there is nothing to compare with, nothing is found.',
  })
  code!: string;
}
