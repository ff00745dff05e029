import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { PilotRow } from '../../commands/pilot/pilot-rows.js';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { pilotStatus, type PilotStatus } from '../../domain/pilot/pilot.js';
import type { Arm, Comparison, ComparisonReport } from '../../domain/report/comparison.js';
import { PilotNumberEnum, PilotStatusEnum } from '../../schema/enums.js';
import type { PilotNumber } from '../../domain/report/report.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { CustomerConnection } from '../../schema/types/connections.js';
import { PilotInput } from '../../schema/inputs/report.input.js';
import { TeamType } from '../../schema/types/people.type.js';
import { PilotType } from '../../schema/types/pilot.type.js';
import { PlaybookType } from '../../schema/types/playbook.type.js';
import { DateTime } from '../../schema/scalars.js';
import { DurationStatsType, PilotArmType, PilotComparisonType } from '../../schema/types/report.type.js';
import { viewerOf, type Context } from '../context.js';
import { allPilots } from '../queries/pilots.js';
import { pilotReport } from '../queries/reports/kept.js';
import { customersBehind } from '../queries/reports/behind.js';
import { behindArm, comparison } from '../queries/reports/pilot-comparison.js';
import { keyOf, reportSpec, type ReportSpec } from '../queries/reports/report.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { stats } from './durations.js';

/** A comparison, with what its arms were read by where it wasn't kept. */
interface Compared extends Comparison {
  readonly specs?: { readonly a: ReportSpec; readonly b: ReportSpec };
}

interface ArmRoot extends Arm {
  readonly spec: ReportSpec | null;
}

@Resolver(() => PilotComparisonType)
export class PilotComparisonFields {
  @Query(() => PilotComparisonType, {
    description:
      'Two teams, people or playbook versions side by side over windows of equal length, with the uncertainty stated. TEAM_LEAD see what is credited to their teams, MANAGER everybody’s. Windows of unequal length are BAD_USER_INPUT.',
  })
  async pilotComparison(
    @Arg('input', () => PilotInput, { description: 'Which two.' }) { a, b }: PilotInput,
    @Ctx() ctx: Context,
  ) {
    if (lengthOf(a) !== lengthOf(b)) throw badInput('input.b', message('WINDOWS_UNEQUAL'));
    const viewer = viewerOf(ctx);
    const [one, other] = [await reportSpec(ctx.database, viewer, a), await reportSpec(ctx.database, viewer, b)];
    return { asOf: one.asOf, ...(await comparison(ctx.database, one, other)), specs: { a: one, b: other } };
  }

  @FieldResolver(() => PilotArmType, { description: 'The one.' })
  a(@Root() { a, specs }: Compared): ArmRoot {
    return { ...a, spec: specs?.a ?? null };
  }

  @FieldResolver(() => PilotArmType, { description: 'The other.' })
  b(@Root() { b, specs }: Compared): ArmRoot {
    return { ...b, spec: specs?.b ?? null };
  }

  @FieldResolver(() => String, { description: 'What it says, in a sentence.' })
  note(@Root() { conclusive }: Comparison, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, message(conclusive ? 'PILOT_CONCLUSIVE' : 'PILOT_INCONCLUSIVE'));
  }
}

const lengthOf = ({ from, to }: { readonly from: Date; readonly to: Date }): number => to.getTime() - from.getTime();

@Resolver(() => PilotArmType)
export class PilotArmFields {
  @FieldResolver(() => DurationStatsType, { description: 'From when they were first known to their first sale.' })
  cycle(@Root() { cycle }: Arm) {
    return stats(cycle);
  }

  @FieldResolver(() => CustomerConnection, {
    nullable: true,
    description:
      'The customers behind a number, newest first, each once, as far as the viewer may see them today. Null: of a pilot, which tells what was kept; pilotComparison over its window has them.',
  })
  customersBehind(
    @Root() { spec }: ArmRoot,
    @Arg('number', () => PilotNumberEnum, { description: 'Which number.' }) number: PilotNumber,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    if (!spec) return null;
    const list = { name: 'pilot', key: keyOf(spec, { number }) };
    return customersBehind(ctx.database, viewerOf(ctx), behindArm(spec, number), list, page);
  }
}

@Resolver(() => PilotType)
export class PilotFields {
  @Query(() => [PilotType], { description: 'All pilots, those that begin last first. MANAGER.' })
  pilots(@Ctx() ctx: Context): Promise<PilotRow[]> {
    viewerOf(ctx, 'managePlaybooks');
    return allPilots(ctx.database);
  }

  @FieldResolver(() => TeamType, { description: 'The team that tries it out.' })
  team(@Root() { teamId }: PilotRow, @Ctx() { loaders }: Context) {
    return loaders.team.load(teamId);
  }

  @FieldResolver(() => TeamType, { description: 'The team that it is held against.' })
  controlTeam(@Root() { controlTeamId }: PilotRow, @Ctx() { loaders }: Context) {
    return loaders.team.load(controlTeamId);
  }

  @FieldResolver(() => PlaybookType, { description: 'The version that it tries out.' })
  playbook(@Root() { playbookId }: PilotRow, @Ctx() { loaders }: Context) {
    return loaders.playbook.load(playbookId);
  }

  @FieldResolver(() => PlaybookType, { description: 'The version that the team follows without it.' })
  earlierPlaybook(@Root() { earlierPlaybookId }: PilotRow, @Ctx() { loaders }: Context) {
    return loaders.playbook.load(earlierPlaybookId);
  }

  @FieldResolver(() => DateTime, { description: 'When it was to begin.' })
  from(@Root() { fromAt }: PilotRow): Date {
    return fromAt;
  }

  @FieldResolver(() => DateTime, { description: 'When it is to end at the latest.' })
  to(@Root() { toAt }: PilotRow): Date {
    return toAt;
  }

  @FieldResolver(() => PilotStatusEnum, { description: 'How far it is.' })
  status(@Root() pilot: PilotRow): PilotStatus {
    return pilotStatus(pilot);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether customers are on their way to its playbook, or back from it, at present.',
  })
  migrating(@Root() { migrating }: PilotRow): boolean {
    return migrating !== null;
  }

  @FieldResolver(() => PilotComparisonType, {
    description:
      'The team (`a`) against the control team (`b`), all their customers, from when it began to its end, by the rules of pilotComparison. Once its report is made (`reportedAt`), as it was told then; until then as it stands now.',
  })
  comparison(@Root() pilot: PilotRow, @Ctx() { database }: Context): Promise<ComparisonReport> {
    return pilotReport(database, pilot);
  }
}
