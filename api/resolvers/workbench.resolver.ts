import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { headOfLog } from '../../commands/store/event-log.js';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import { CustomersToWorkOn, LeadsToWorkOn } from '../../schema/inputs/workbench.args.js';
import { CustomerConnection, LeadConnection } from '../../schema/types/connections.js';
import { WorkbenchType } from '../../schema/types/workbench.type.js';
import { viewerOf, type Context } from '../context.js';
import { claimable } from '../queries/workbench/claimable.js';
import { dueLeads, dueToday, overdue, toPush } from '../queries/workbench/due.js';
import { hotStalled } from '../queries/workbench/hot-stalled.js';
import { newLeads } from '../queries/workbench/new-leads.js';
import { reclaimSoon } from '../queries/workbench/reclaim-soon.js';
import { toGiveUp } from '../queries/workbench/to-give-up.js';
import { toStepIn } from '../queries/workbench/to-step-in.js';
import { workersOf, type Workers } from '../queries/workbench/workers.js';
import { besideItsTime } from '../streams/beside-its-time.js';
import { sourceOf } from '../streams/feed.js';
import { topicsOfWork } from '../streams/topics-of-work.js';

interface WorkbenchRoot {
  readonly cursor: string;
  readonly workers: Workers;
}

interface Whose {
  readonly userId?: string | null;
  readonly teamId?: string | null;
}

/** The cursor is read before the rest. */
async function workbenchNow(database: Database, viewer: Viewer, { userId, teamId }: Whose): Promise<WorkbenchRoot> {
  const cursor = await headOfLog(database.sql);
  return { cursor, workers: await workersOf(database, viewer, { userId: userId ?? null, teamId: teamId ?? null }) };
}

/** How often it is looked at most, and at least: what is due today and overdue moves with the clock. */
const LOOK_AT_MOST_EVERY_MS = 2_000;
const LOOK_AT_LEAST_EVERY_MS = 60_000;

async function workbenchFeed({ database, ...ctx }: Context, whose: Whose) {
  const viewer = viewerOf({ database, ...ctx });
  const { workers } = await workbenchNow(database, viewer, whose);
  return sourceOf({
    kind: 'live',
    key: viewer.id,
    topics: await topicsOfWork(database, viewer, workers),
    everyMs: LOOK_AT_MOST_EVERY_MS,
    atLeastEveryMs: LOOK_AT_LEAST_EVERY_MS,
    says: besideItsTime,
    look: async (reader) => ({ roots: [await workbenchNow(database, reader, whose)] }),
  });
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
    return workbenchNow(ctx.database, viewerOf(ctx), { userId, teamId });
  }

  @Subscription(() => WorkbenchType, {
    description:
      'The same, live: as it is now, then again within seconds after it has changed, or a while later where time alone changed it. What changes meanwhile comes as one, so that a slow reader sees only the latest. Whose: as for `workbench`; it ends with NOT_FOUND when they are no longer the viewer’s to look after.',
    subscribe: ({ args, context }) => workbenchFeed(context as Context, args as Whose),
  })
  workbenchChanged(
    @Root() workbench: WorkbenchRoot,
    @Arg('userId', () => ID, { nullable: true, description: 'Whose. Left out: the viewer’s, or the team’s.' })
    _userId: string | null,
    @Arg('teamId', () => ID, { nullable: true, description: 'Everybody’s in this team. Left out: one person’s.' })
    _teamId: string | null,
  ): WorkbenchRoot {
    return workbench;
  }

  @FieldResolver(() => LeadConnection, {
    description: 'Leads that were assigned or claimed and not contacted yet, the longest waiting first.',
  })
  newLeads(@Root() { workers }: WorkbenchRoot, @Args(() => LeadsToWorkOn) args: LeadsToWorkOn, @Ctx() ctx: Context) {
    return newLeads(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => LeadConnection, {
    description:
      'Leads whose next step is due by the end of the organisation’s day, or overdue: the longest overdue first.',
  })
  dueLeads(@Root() { workers }: WorkbenchRoot, @Args(() => LeadsToWorkOn) args: LeadsToWorkOn, @Ctx() ctx: Context) {
    return dueLeads(ctx.database, viewerOf(ctx), workers, { ...args, timeZone: ctx.timeZone });
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '今日待联系: customers whose next step is due before the end of the organisation’s day and not overdue yet, the soonest first. Steps count for whoever has to take them, e.g. a team lead where the playbook says so.',
  })
  dueToday(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return dueToday(ctx.database, viewerOf(ctx), workers, { ...args, timeZone: ctx.timeZone });
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '逾期未跟进: customers whose next step is past due, the longest overdue first. Steps count for whoever has to take them.',
  })
  overdue(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return overdue(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '高意向未推进: owned customers in an open stage whose intent is HIGH or clear (need, budget and timeline recorded, or a quote’s receipt confirmed) and who haven’t come forward for five days, whoever has stood in their stage for longest first.',
  })
  hotStalled(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return hotStalled(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => CustomerConnection, {
    description: '即将回收: customers whom silence takes from their owner within two days, the soonest first.',
  })
  reclaimSoon(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return reclaimSoon(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '我可领取: pooled customers that this person could claim now: in a pool of theirs, with no rule of it against them; empty where their quota is used up, and of a whole team. The longest waiting come first.',
  })
  claimable(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return claimable(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '该催: customers with whom somebody else’s step is past due, the longest overdue first: of the people under this person, or of the team. Empty for SALES.',
  })
  toPush(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return toPush(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '该放弃: customers of the people under this person, or of the team, without clear intent who left three attempts in a row unanswered (or as many as the settings say), or have stood in their stage for over twice the median of its last 500 stays; whoever has stood for longest first. Empty for SALES.',
  })
  toGiveUp(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return toGiveUp(ctx.database, viewerOf(ctx), workers, args);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      '需介入: customers of the people under this person, or of the team, with an open escalation: something is past due or silent for too long, a superior was told, and nobody has reacted yet. What has been owed for longest comes first. Empty for SALES.',
  })
  toStepIn(
    @Root() { workers }: WorkbenchRoot,
    @Args(() => CustomersToWorkOn) args: CustomersToWorkOn,
    @Ctx() ctx: Context,
  ) {
    return toStepIn(ctx.database, viewerOf(ctx), workers, args);
  }
}
