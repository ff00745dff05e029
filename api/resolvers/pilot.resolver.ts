import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { badInput } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import { PilotInput } from '../../schema/inputs/report.input.js';
import { DurationStatsType, PilotArmType, PilotComparisonType } from '../../schema/types/report.type.js';
import { viewerOf, type Context } from '../context.js';
import { comparison, type Arm, type Comparison } from '../queries/reports/pilot-comparison.js';
import { reportSpec } from '../queries/reports/report.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { stats } from './durations.js';

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
    return { asOf: one.asOf, ...(await comparison(ctx.database, one, other)) };
  }

  @FieldResolver(() => PilotArmType, { description: 'The one.' })
  a(@Root() { a }: Comparison): Arm {
    return a;
  }

  @FieldResolver(() => PilotArmType, { description: 'The other.' })
  b(@Root() { b }: Comparison): Arm {
    return b;
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
}
