import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Outcome } from '../../commands/command.js';
import { calendarFrom, type Settings } from '../../commands/store/settings.js';
import { updateSettings } from '../../commands/update-settings.js';
import { singleDays } from '../../domain/calendar.js';
import { SettingsInput } from '../../schema/inputs/settings.input.js';
import { Json } from '../../schema/scalars.js';
import { SettingsPayload } from '../../schema/types/payload.type.js';
import { RescoringType, SettingsType } from '../../schema/types/settings.type.js';
import { viewerOf, type Context } from '../context.js';
import { rescoring } from '../queries/rescoring.js';

@Resolver()
export class SettingsQueries {
  @Query(() => SettingsType, { description: 'The organisation’s own settings. Anybody signed in; changed by ADMIN.' })
  settings(@Ctx() ctx: Context) {
    viewerOf(ctx);
    return ctx.loaders.settings.load(1);
  }
}

@Resolver(() => SettingsType)
export class SettingsFields {
  @FieldResolver(() => Json, {
    description:
      'The single days that `holidays` comes to, earliest first: { date: "YYYY-MM-DD", working, label }. `working: true` marks a make-up working day; a shipped calendar holds the years that were announced when this version was made.',
  })
  daysOff(@Root() settings: Settings): unknown {
    return singleDays(calendarFrom(settings).holidays);
  }

  @FieldResolver(() => RescoringType, {
    nullable: true,
    description: 'The scoring anew of all open leads after the latest change of `scoring`. Null: it never changed.',
  })
  rescoring(@Ctx() { database }: Context) {
    return rescoring(database);
  }
}

@Resolver()
export class SettingsMutations {
  @Mutation(() => SettingsPayload, {
    description:
      'Changes the organisation’s settings. Another time zone, other working hours or holidays move the armed timers that count working time, in the background; none speaks twice. Timers armed by other settings keep their times. ADMIN. Refusals: IDEMPOTENCY_MISMATCH. BAD_USER_INPUT names the path of what can not be: no such time zone, hours in which nobody ever works, rules of another shape, or ones that name a team, user or source that isn’t there.',
  })
  updateSettings(@Arg('input', () => SettingsInput) input: SettingsInput, @Ctx() ctx: Context): Promise<Outcome> {
    viewerOf(ctx, 'manageSettings');
    return ctx.run(updateSettings, input);
  }
}
