import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Database } from '../../commands/store/open-database.js';
import type { Viewer } from '../../domain/policy.js';
import type { FunnelMode } from '../../domain/report/report.js';
import { FunnelInput } from '../../schema/inputs/report.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection, LeadConnection } from '../../schema/types/connections.js';
import { FunnelStepType, FunnelType } from '../../schema/types/report.type.js';
import { viewerOf, type Context } from '../context.js';
import { customersCounted, leadsCounted } from '../queries/reports/behind.js';
import {
  countedAsLead,
  countedInStep,
  funnel,
  type FunnelAsked,
  type FunnelNumbers,
  type FunnelSpec,
} from '../queries/reports/funnel.js';
import { LEADS_STEP } from '../queries/reports/funnel-steps.js';
import { besideItsTime } from '../streams/beside-its-time.js';
import { reportFeed } from '../streams/report-feed.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';

interface StepRoot extends FunnelNumbers {
  readonly code: string;
  /** Its place among the steps; -1: the leads. */
  readonly index: number;
  readonly spec: FunnelSpec;
}

interface FunnelRoot {
  readonly mode: FunnelMode;
  readonly asOf: Date;
  readonly cursor: string;
  readonly spec: FunnelSpec;
  readonly numbers: readonly FunnelNumbers[];
}

async function funnelNow(database: Database, viewer: Viewer, asked: FunnelAsked): Promise<FunnelRoot> {
  const { spec, cursor, numbers } = await funnel(database, viewer, asked);
  return { mode: spec.mode, asOf: spec.asOf, cursor, spec, numbers };
}

const funnelFeed = (ctx: Context, input: FunnelAsked) =>
  reportFeed(ctx, async (reader) => [await funnelNow(ctx.database, reader, input)], besideItsTime);

@Resolver(() => FunnelType)
export class FunnelFields {
  @Query(() => FunnelType, {
    description:
      'From leads to sales, step by step. Each sees what was credited to people whose work they may see, at the time when it happened: SALES their own, TEAM_LEAD their teams’, MANAGER everybody’s, and what nobody had. A window that ends before it begins is BAD_USER_INPUT, an unknown playbook NOT_FOUND.',
  })
  funnel(
    @Arg('input', () => FunnelInput, { description: 'Which funnel.' }) input: FunnelInput,
    @Ctx() ctx: Context,
  ): Promise<FunnelRoot> {
    return funnelNow(ctx.database, viewerOf(ctx), input);
  }

  @Subscription(() => FunnelType, {
    description:
      'The same, live: as it is now, then again within seconds after it has changed, or a while later where time alone changed it. What changes meanwhile comes as one, so that a slow reader sees only the latest. What each sees, and what is refused: as for `funnel`.',
    subscribe: ({ args, context }) => funnelFeed(context as Context, (args as { input: FunnelAsked }).input),
  })
  funnelChanged(
    @Root() root: FunnelRoot,
    @Arg('input', () => FunnelInput, { description: 'Which funnel.' }) _input: FunnelInput,
  ): FunnelRoot {
    return root;
  }

  @FieldResolver(() => [FunnelStepType], {
    description: 'The leads, then the stages as the playbook lists them, or their groups.',
  })
  steps(
    @Root() { spec, numbers }: { spec: FunnelSpec; numbers: readonly FunnelNumbers[] },
    @Arg('codes', () => [String], { nullable: true, description: 'Only these steps. Null: all.' })
    codes?: readonly string[] | null,
  ): readonly StepRoot[] {
    const steps = numbers.map((number, place) => ({
      ...number,
      index: place - 1,
      code: spec.steps[place - 1]?.code ?? LEADS_STEP.code,
      spec,
    }));
    return steps.filter(({ code }) => codes?.includes(code) ?? true);
  }
}

@Resolver(() => FunnelStepType)
export class FunnelStepFields {
  @FieldResolver(() => String, { description: 'What people call it.' })
  label(@Root() { index, spec }: StepRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, spec.steps[index]?.label ?? LEADS_STEP.label);
  }

  @FieldResolver(() => CustomerConnection, {
    description:
      'The customers whom the count counts, newest first, as far as the viewer may see them today: whoever went to somebody else since is counted, but not shown. Of the leads none.',
  })
  customers(@Root() { index, spec }: StepRoot, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    const counted = index < 0 ? null : countedInStep(spec, index);
    return customersCounted(ctx.database, viewerOf(ctx), counted, { name: `funnel.${index}`, key: keyOf(spec) }, page);
  }

  @FieldResolver(() => LeadConnection, {
    description:
      'The leads that the count counts, newest first, as far as the viewer may see them today. Of a stage none.',
  })
  leads(@Root() { index, spec }: StepRoot, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    const counted = index < 0 ? countedAsLead(spec) : null;
    return leadsCounted(ctx.database, viewerOf(ctx), counted, { name: 'funnel.leads', key: keyOf(spec) }, page);
  }
}

/** What a cursor of a list behind a number holds under. */
const keyOf = ({ mode, horizonMs, strictOrder, teamIds, userIds, sourceIds, playbookId }: FunnelSpec) => ({
  mode,
  horizonMs,
  strictOrder,
  teamIds,
  userIds,
  sourceIds,
  playbookId,
});
