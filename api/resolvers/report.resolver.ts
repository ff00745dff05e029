import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Database } from '../../commands/store/open-database.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { ChannelNumberEnum, NeglectBucketEnum, PerformanceNumberEnum, ReportKindEnum } from '../../schema/enums.js';
import { ReportInput } from '../../schema/inputs/report.input.js';
import { CustomerConnection, LeadConnection, LeakConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { StageType } from '../../schema/types/playbook.type.js';
import * as types from '../../schema/types/report.type.js';
import { SourceType } from '../../schema/types/lead.type.js';
import { message } from '../../domain/message.js';
import type { Ratio } from '../../domain/report/numbers.js';
import type { ChannelNumber, NeglectBucket, PerformanceNumber, ReportKind } from '../../domain/report/report.js';
import { viewerOf, type Context, type SignedIn } from '../context.js';
import { customersBehind, leadsBehind } from '../queries/reports/behind.js';
import {
  followUpHeatmap,
  behindHour,
  behindNeglect,
  neglectHeatmap,
  type HeatCell,
  type NeglectCell,
} from '../queries/reports/heatmaps.js';
import { leaks, type LeakRow } from '../queries/reports/leaks.js';
import { behindPerformance, performance, type PerformanceRow } from '../queries/reports/performance.js';
import { ratio } from '../queries/reports/ratio.js';
import { keyOf, reportSpec, type ReportSpec } from '../queries/reports/report.js';
import {
  behindChannel,
  behindReason,
  channelReport,
  NO_REASON,
  reasonReport,
  type ChannelRow,
  type ReasonRow,
} from '../queries/reports/sources.js';
import { reportTicks, type ReportTick } from '../queries/reports/ticks.js';
import { digest } from '../streams/beside-its-time.js';
import { reportFeed } from '../streams/report-feed.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { stats } from './durations.js';
import { reasonLabel, REASON_LABEL } from './reason-label.js';
import { loadStage } from './stage-root.js';

const WHO =
  'SALES see what is credited to them, TEAM_LEAD what is credited to their teams, MANAGER everybody’s. A window that ends before it begins is BAD_USER_INPUT.';
const InputArg = () => Arg('input', () => ReportInput, { description: 'The window, and of whom.' });

const askedBy = (ctx: Context, input: ReportInput): Promise<ReportSpec> =>
  reportSpec(ctx.database, viewerOf(ctx), input);

/** A row or cell of a report, with what it was read by. */
type Told<Row> = Row & { readonly spec: ReportSpec };

interface Report<Row> {
  readonly asOf: Date;
  readonly rows: readonly Told<Row>[];
}

/** Rows that know what they were read by: what stands behind them is asked for by that. */
async function reportOf<Row>(
  ctx: Context,
  input: ReportInput,
  read: (database: Database, spec: ReportSpec) => Promise<readonly Row[]>,
): Promise<Report<Row>> {
  const spec = await askedBy(ctx, input);
  const rows = await read(ctx.database, spec);
  return { asOf: spec.asOf, rows: rows.map((row) => ({ ...row, spec })) };
}

const BEHIND = 'newest first, each once, as far as the viewer may see them today';
const NumberArg = (type: object) => Arg('number', () => type, { description: 'Which number.' });

interface Watched {
  readonly input: ReportInput;
  readonly kinds: readonly ReportKind[];
}

function ticksOf(ctx: Context, { input, kinds }: Watched) {
  const each = [...new Set(kinds)];
  const read = (reader: SignedIn) => reportTicks(ctx.database, reader, input, each);
  return reportFeed(ctx, read, (tick) => digest((tick as ReportTick).says));
}

@Resolver()
export class Reports {
  @Subscription(() => types.ReportTickType, {
    description: `Which of these reports say something else than before: each of them at once, then within seconds after what the viewer would read has changed, or a while later where time alone changed it. Several changes come as one. ${WHO}`,
    subscribe: ({ args, context }) => ticksOf(context as Context, args as Watched),
  })
  reportsChanged(
    @Root() tick: ReportTick,
    @InputArg() _input: ReportInput,
    @Arg('kinds', () => [ReportKindEnum], { description: 'Which reports; of none of them nothing is told.' })
    _kinds: readonly ReportKind[],
  ): ReportTick {
    return tick;
  }
}

@Resolver(() => types.PerformanceReportType)
export class PerformanceReportFields {
  @Query(() => types.PerformanceReportType, { description: `What each person did within a window. ${WHO}` })
  async performance(@InputArg() input: ReportInput, @Ctx() ctx: Context) {
    return reportOf(ctx, input, performance);
  }

  @FieldResolver(() => [types.PerformanceType], {
    description: 'By name: whoever is active, or has something to show.',
  })
  rows(@Root() { rows }: Report<PerformanceRow>) {
    return rows;
  }
}

@Resolver(() => types.PerformanceType)
export class PerformanceFields {
  @FieldResolver(() => UserType, { description: 'Whose it is.' })
  user(@Root() { userId }: PerformanceRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(userId);
  }

  @FieldResolver(() => types.DurationStatsType, {
    description: '跟进平均时长: how long the follow-ups took of which that was recorded.',
  })
  contactDuration(@Root() { contactDuration }: PerformanceRow) {
    return stats(contactDuration);
  }

  @FieldResolver(() => types.DurationStatsType, {
    description:
      'From when a lead or customer was assigned to them, or claimed by them, to their first follow-up, in working time. Those without one aren’t measured.',
  })
  firstResponse(@Root() { firstResponse }: PerformanceRow) {
    return stats(firstResponse);
  }

  @FieldResolver(() => StageType, {
    nullable: true,
    description: 'The open stage in which their customers stayed for longest in the middle. Null: nobody left one.',
  })
  slowestStage(@Root() { slowest }: PerformanceRow, @Ctx() ctx: Context) {
    return slowest && loadStage(slowest.playbookId, slowest.stage, ctx);
  }

  @FieldResolver(() => CustomerConnection, {
    description: `The customers behind a number, ${BEHIND}. Of NEW_LEADS none.`,
  })
  customersBehind(
    @Root() { spec, ...row }: Told<PerformanceRow>,
    @NumberArg(PerformanceNumberEnum) number: PerformanceNumber,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const key = keyOf(spec, { userId: row.userId, number });
    const behind = behindPerformance(spec, row, number);
    return customersBehind(ctx.database, viewerOf(ctx), behind, { name: 'performance', key }, page);
  }

  @FieldResolver(() => LeadConnection, {
    description: `The leads behind a number, ${BEHIND}: of NEW_LEADS, FOLLOW_UPS, CONTACT_DURATION and FIRST_RESPONSE. Of others none.`,
  })
  leadsBehind(
    @Root() { spec, ...row }: Told<PerformanceRow>,
    @NumberArg(PerformanceNumberEnum) number: PerformanceNumber,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const key = keyOf(spec, { userId: row.userId, number });
    const behind = behindPerformance(spec, row, number);
    return leadsBehind(ctx.database, viewerOf(ctx), behind, { name: 'performance.leads', key }, page);
  }
}

@Resolver(() => types.HeatmapType)
export class HeatmapFields {
  @Query(() => types.HeatmapType, { description: `At which hours of the week people are in touch. ${WHO}` })
  async followUpHeatmap(@InputArg() input: ReportInput, @Ctx() ctx: Context) {
    return reportOf(ctx, input, followUpHeatmap);
  }

  @FieldResolver(() => [types.HeatCellType], { description: 'By weekday and hour.' })
  cells(
    @Root() { rows }: Report<HeatCell>,
    @Arg('weekday', () => Int, { nullable: true, description: 'Only this ISO weekday. Null: all.' })
    weekday?: number | null,
    @Arg('hour', () => Int, { nullable: true, description: 'Only this hour, 0 to 23. Null: all.' })
    hour?: number | null,
  ) {
    return rows.filter((row) => row.weekday === (weekday ?? row.weekday) && row.hour === (hour ?? row.hour));
  }
}

@Resolver(() => types.HeatCellType)
export class HeatCellFields {
  @FieldResolver(() => CustomerConnection, { description: `The customers who were contacted then, ${BEHIND}.` })
  customers(
    @Root() { spec, weekday, hour }: Told<HeatCell>,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const number = { name: 'heatmap', key: keyOf(spec, { weekday, hour }) };
    return customersBehind(ctx.database, viewerOf(ctx), behindHour(spec, { weekday, hour }), number, page);
  }

  @FieldResolver(() => LeadConnection, {
    description: `The leads who were contacted then, and weren’t customers when this was read, ${BEHIND}.`,
  })
  leads(
    @Root() { spec, weekday, hour }: Told<HeatCell>,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const number = { name: 'heatmap.leads', key: keyOf(spec, { weekday, hour }) };
    return leadsBehind(ctx.database, viewerOf(ctx), behindHour(spec, { weekday, hour }), number, page);
  }
}

@Resolver(() => types.NeglectHeatmapType)
export class NeglectHeatmapFields {
  @Query(() => types.NeglectHeatmapType, {
    description: `Who left how many open customers alone for how long, as of the window’s end. ${WHO}`,
  })
  async neglectHeatmap(@InputArg() input: ReportInput, @Ctx() ctx: Context) {
    return reportOf(ctx, input, neglectHeatmap);
  }

  @FieldResolver(() => [types.NeglectCellType], { description: 'By person and days.' })
  cells(
    @Root() { rows }: Report<NeglectCell>,
    @Arg('bucket', () => NeglectBucketEnum, { nullable: true, description: 'Only these days. Null: all.' })
    bucket?: NeglectBucket | null,
  ) {
    return rows.filter((row) => row.bucket === (bucket ?? row.bucket));
  }
}

@Resolver(() => types.NeglectCellType)
export class NeglectCellFields {
  @FieldResolver(() => UserType, { description: 'Whose customers they are.' })
  owner(@Root() { ownerId }: NeglectCell, @Ctx() { loaders }: Context) {
    return loaders.user.load(ownerId);
  }

  @FieldResolver(() => CustomerConnection, {
    description: `The customers, ${BEHIND}.`,
  })
  customers(
    @Root() { spec, ownerId, bucket }: Told<NeglectCell>,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const number = { name: 'neglect', key: keyOf(spec, { ownerId, bucket }) };
    return customersBehind(ctx.database, viewerOf(ctx), behindNeglect(spec, { ownerId, bucket }), number, page);
  }
}

const OBLIGATION = {
  FOLLOW_UP: 'OBLIGATION_FOLLOW_UP',
  STAGE_ACTION: 'OBLIGATION_STAGE_ACTION',
  FIRST_CONTACT: 'OBLIGATION_FIRST_CONTACT',
} as const;

@Resolver(() => types.LeakType)
export class LeakFields {
  @Query(() => LeakConnection, {
    description: `What fell through within a window: obligations with open customers that nobody met within the grace of four working hours, the latest first, as far as the viewer may see the customers today. ${WHO}`,
  })
  async leaks(@InputArg() input: ReportInput, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return leaks(ctx.database, await askedBy(ctx, input), page);
  }

  @FieldResolver(() => CustomerType, { description: 'With whom.' })
  customer(@Root() { customerId }: LeakRow, @Ctx() { loaders }: Context) {
    return loaders.customer.load(customerId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who had them when it was due; never null.' })
  owner(@Root() { ownerId }: LeakRow, @Ctx() { loaders }: Context) {
    return loaders.user.load(ownerId);
  }

  @FieldResolver(() => String, {
    description: 'What was due: a planned follow-up, a stage’s action, or a first contact.',
  })
  obligation(@Root() { kind }: LeakRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, message(OBLIGATION[kind]));
  }
}

@Resolver(() => types.ChannelReportType)
export class ChannelReportFields {
  @Query(() => types.ChannelReportType, {
    description: `What came of the leads that arrived within a window, by source, channel and campaign; credited to whoever got them then. ${WHO}`,
  })
  async channelReport(@InputArg() input: ReportInput, @Ctx() ctx: Context) {
    return reportOf(ctx, input, channelReport);
  }

  @FieldResolver(() => [types.ChannelRowType], { description: 'Most leads first.' })
  rows(@Root() { rows }: Report<ChannelRow>) {
    return rows;
  }
}

@Resolver(() => types.ChannelRowType)
export class ChannelRowFields {
  @FieldResolver(() => SourceType, { description: 'Where they came from.' })
  source(@Root() { sourceId }: ChannelRow, @Ctx() { loaders }: Context) {
    return loaders.source.load(sourceId);
  }

  @FieldResolver(() => LeadConnection, { description: `The leads behind a number, ${BEHIND}.` })
  leadsBehind(
    @Root() { spec, sourceId, channel, campaign }: Told<ChannelRow>,
    @NumberArg(ChannelNumberEnum) number: ChannelNumber,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const row = { sourceId, channel, campaign };
    const key = keyOf(spec, { ...row, number });
    const behind = behindChannel(spec, row, number);
    return leadsBehind(ctx.database, viewerOf(ctx), behind, { name: 'channels', key }, page);
  }

  @FieldResolver(() => types.RatioType, { description: 'Of them, who became a customer.' })
  qualified(@Root() { qualified, leads: all }: ChannelRow): Ratio {
    return ratio(qualified, all);
  }

  @FieldResolver(() => types.RatioType, { description: 'Of them, who was won.' })
  won(@Root() { won, leads: all }: ChannelRow): Ratio {
    return ratio(won, all);
  }

  @FieldResolver(() => types.DurationStatsType, {
    description: 'From when somebody first got the lead to their first follow-up, in working time.',
  })
  firstResponse(@Root() { responses }: ChannelRow) {
    return stats(responses);
  }
}

@Resolver(() => types.ReasonReportType)
export class ReasonReportFields {
  @Query(() => types.ReasonReportType, {
    description: `成交复盘: why customers were won and lost within a window, by reason, stage, source and person. ${WHO}`,
  })
  async reasonReport(@InputArg() input: ReportInput, @Ctx() ctx: Context) {
    return reportOf(ctx, input, reasonReport);
  }

  @FieldResolver(() => [types.ReasonRowType], { description: 'Most customers first.' })
  rows(@Root() { rows }: Report<ReasonRow>) {
    return rows;
  }
}

@Resolver(() => types.ReasonRowType)
export class ReasonRowFields {
  @FieldResolver(() => String, {
    nullable: true,
    description: `${REASON_LABEL}; of a manager’s override their own words. Null: none was given.`,
  })
  async reasonLabel(
    @Root() { reason: code, playbookId }: ReasonRow,
    @LocaleArg() locale: AskedLocale,
    @Ctx() ctx: Context,
  ) {
    if (code === NO_REASON) return null;
    const playbook = await ctx.loaders.playbook.load(playbookId);
    return playbook ? reasonLabel({ code, kind: 'LOSS', playbook }, locale, ctx) : code;
  }

  @FieldResolver(() => StageType, {
    nullable: true,
    description: 'The stage that they came from. Null: they began there.',
  })
  stage(@Root() { playbookId, stage }: ReasonRow, @Ctx() ctx: Context) {
    return stage === null ? null : loadStage(playbookId, stage, ctx);
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'Where they came from. Null: nobody knows.' })
  source(@Root() { sourceId }: ReasonRow, @Ctx() { loaders }: Context) {
    return sourceId === null ? null : loaders.source.load(sourceId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who had them. Null: nobody.' })
  user(@Root() { userId }: ReasonRow, @Ctx() { loaders }: Context) {
    return userId === null ? null : loaders.user.load(userId);
  }

  @FieldResolver(() => CustomerConnection, { description: `The customers, ${BEHIND}.` })
  customers(
    @Root() { spec, ...row }: Told<ReasonRow>,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    const { outcome, reason, stage, sourceId, userId } = row;
    const number = { name: 'reasons', key: keyOf(spec, { outcome, reason, stage, sourceId, userId }) };
    return customersBehind(ctx.database, viewerOf(ctx), behindReason(spec, row), number, page);
  }
}
