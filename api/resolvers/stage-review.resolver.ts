import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { StageFinding } from '../../domain/report/stage-findings.js';
import type { StageNumber } from '../../domain/report/report.js';
import { StageNumberEnum } from '../../schema/enums.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection } from '../../schema/types/connections.js';
import { StageType } from '../../schema/types/playbook.type.js';
import {
  DurationStatsType,
  StageFindingType,
  StageReviewRowType,
  StageReviewType,
} from '../../schema/types/report.type.js';
import { viewerOf, type Context } from '../context.js';
import { customersBehind } from '../queries/reports/behind.js';
import { behindStage, stageReview, type Reviewed, type StageReviewRow } from '../queries/reports/stage-review.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { stats } from './durations.js';
import { loadStage } from './stage-root.js';

/** A stage, with what it was read by where it wasn't kept. */
interface StageRoot extends StageReviewRow {
  readonly reviewed?: Reviewed;
}

@Resolver(() => StageReviewType)
export class StageReviewFields {
  @Query(() => StageReviewType, {
    description:
      'How each stage did within a month, held against the months before, with what deserves a look. SALES see what is credited to them, TEAM_LEAD what is credited to their teams, MANAGER everybody’s. What is no month is BAD_USER_INPUT.',
  })
  stageReview(
    @Arg('month', () => String, { description: 'Where the organisation is, such as 2026-11.' }) month: string,
    @Arg('teamId', () => ID, {
      nullable: true,
      description: 'What is credited to members of this team. Null: to anybody that the viewer may see.',
    })
    teamId: string | null | undefined,
    @Ctx() ctx: Context,
  ) {
    return stageReview(ctx.database, viewerOf(ctx), { month, teamId });
  }

  @FieldResolver(() => [StageReviewRowType], { description: 'By playbook, as its newest version lists them.' })
  stages(
    @Root() { stages, spec, months }: Reviewed & { stages: readonly StageReviewRow[] },
    @Arg('codes', () => [String], { nullable: true, description: 'Only stages with these codes. Null: all.' })
    codes?: readonly string[] | null,
  ): readonly StageRoot[] {
    const asked = stages.filter(({ stage }) => codes?.includes(stage) ?? true);
    return asked.map((row) => ({ ...row, reviewed: { spec, months } }));
  }
}

@Resolver(() => StageReviewRowType)
export class StageReviewRowFields {
  @FieldResolver(() => StageType, { description: 'As the newest version that has it describes it.' })
  stage(@Root() { playbookId, stage }: StageReviewRow, @Ctx() ctx: Context) {
    return loadStage(playbookId, stage, ctx);
  }

  @FieldResolver(() => DurationStatsType, {
    description: 'How long those stayed who left. A stay that a change of version cut isn’t measured.',
  })
  dwell(@Root() { dwell }: StageReviewRow) {
    return stats(dwell);
  }

  @FieldResolver(() => CustomerConnection, {
    nullable: true,
    description:
      'The customers behind a number, newest first, each once, as far as the viewer may see them today. Null: of a monthly review, which tells what was kept; stageReview of its month has them.',
  })
  customersBehind(
    @Root() { reviewed, playbookId, stage }: StageRoot,
    @Arg('number', () => StageNumberEnum, { description: 'Which number.' }) number: StageNumber,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    if (!reviewed) return null;
    const { from, to, teamIds } = reviewed.spec;
    const key = { from, to, teamIds, playbookId, stage, number };
    const behind = behindStage(reviewed, { playbookId, stage }, number);
    return customersBehind(ctx.database, viewerOf(ctx), behind, { name: 'stages', key }, page);
  }

  @FieldResolver(() => [StageFindingType], { description: 'None: nothing stands out.' })
  findings(@Root() { findings }: StageReviewRow) {
    return findings;
  }
}

@Resolver(() => StageFindingType)
export class StageFindingFields {
  @FieldResolver(() => String, { description: 'What was found, with its numbers.' })
  message(@Root() finding: StageFinding, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, finding.message);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What may be done about it; never null.' })
  suggestion(@Root() finding: StageFinding, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, finding.suggestion);
  }
}
