import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { headOfLog } from '../../commands/store/event-log.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection, LeadConnection } from '../../schema/types/connections.js';
import { WorkbenchType } from '../../schema/types/workbench.type.js';
import { viewerOf, type Context } from '../context.js';
import { claimable, newLeads, workersOf, type Workers } from '../queries/workbench.js';

interface WorkbenchRoot {
  readonly cursor: string;
  readonly workers: Workers;
}

@Resolver(() => WorkbenchType)
export class WorkbenchFields {
  @Query(() => WorkbenchType, {
    description:
      'What is to be done now: the viewer’s own work, that of one of their people, or a team’s. SALES: their own; TEAM_LEAD: their teams’; MANAGER: everybody’s. Somebody else’s is NOT_FOUND.',
  })
  async workbench(
    @Arg('userId', () => ID, { nullable: true, description: 'Whose. Left out: the viewer’s, or the team’s.' })
    userId: string | null,
    @Arg('teamId', () => ID, { nullable: true, description: 'Everybody’s in this team. Left out: one person’s.' })
    teamId: string | null,
    @Ctx() ctx: Context,
  ): Promise<WorkbenchRoot> {
    const viewer = viewerOf(ctx);
    const cursor = await headOfLog(ctx.database.sql);
    return {
      cursor,
      workers: await workersOf(ctx.database, viewer, { userId: userId ?? null, teamId: teamId ?? null }),
    };
  }

  @FieldResolver(() => LeadConnection, {
    description: 'Leads that were assigned or claimed and not contacted yet, the longest waiting first.',
  })
  newLeads(@Root() { workers }: WorkbenchRoot, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return newLeads(ctx.database, viewerOf(ctx), workers, page);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      'Pooled customers that this person could claim now: in a pool of theirs, with no rule of it against them; empty where their quota is used up, and of a whole team. The longest waiting come first.',
  })
  claimable(@Root() { workers }: WorkbenchRoot, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return claimable(ctx.database, viewerOf(ctx), workers, page);
  }
}
