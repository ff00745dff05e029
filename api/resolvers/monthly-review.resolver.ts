import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EVERYBODYS } from '../../commands/recurring/review-month.js';
import { TeamType } from '../../schema/types/people.type.js';
import { MonthlyReviewType, StageReviewRowType } from '../../schema/types/report.type.js';
import { viewerOf, type Context } from '../context.js';
import { monthlyReviews, type MonthlyReviewRow } from '../queries/monthly-reviews.js';
import type { StageReviewRow } from '../queries/reports/stage-review.js';

type Told = Pick<MonthlyReviewRow, 'month' | 'teamId' | 'asOf'> &
  MonthlyReviewRow['past'] & { readonly stages: unknown };

const told = ({ past, ...row }: MonthlyReviewRow): Told => ({ ...row, ...past });

@Resolver(() => MonthlyReviewType)
export class MonthlyReviewFields {
  @Query(() => [MonthlyReviewType], {
    description:
      'What was told of each month that is over, the latest first, everybody’s or a team’s. A review is made on the first day of the next month, at the hour of the morning digest, announced by REPORT_READY with `data.month` and told to all managers; one that was missed is made later. MANAGER any; TEAM_LEAD those of their teams; there is nothing for others.',
  })
  async monthlyReviews(
    @Arg('teamId', () => ID, { nullable: true, description: 'Of this team. Null: everybody’s.' })
    teamId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<Told[]> {
    return (await monthlyReviews(ctx.database, viewerOf(ctx), { teamId })).map(told);
  }

  @Query(() => MonthlyReviewType, {
    nullable: true,
    description:
      'What was told of one month. Null: it isn’t over, nothing was told of it, or the viewer doesn’t see it; who sees what: as in monthlyReviews.',
  })
  async monthlyReview(
    @Arg('month', () => String, { description: 'Where the organisation is, such as 2026-11.' }) month: string,
    @Arg('teamId', () => ID, { nullable: true, description: 'Of this team. Null: everybody’s.' })
    teamId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<Told | null> {
    const [found] = await monthlyReviews(ctx.database, viewerOf(ctx), { teamId, month });
    return found ? told(found) : null;
  }

  @FieldResolver(() => TeamType, { nullable: true, description: 'Whose. Null: everybody’s.' })
  team(@Root() { teamId }: Told, @Ctx() { loaders }: Context) {
    return teamId === EVERYBODYS ? null : loaders.team.load(teamId);
  }

  @FieldResolver(() => [StageReviewRowType], {
    description: 'How each stage did, as stageReview told it then. By playbook, as its newest version then lists them.',
  })
  stages(@Root() { stages }: Told) {
    return stages as readonly StageReviewRow[];
  }
}
