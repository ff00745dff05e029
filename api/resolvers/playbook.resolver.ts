import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import {
  outcomeOf,
  type Coded,
  type NextAction,
  type Playbook,
  type PlaybookDefinition,
  type StageOutcome,
} from '../../domain/playbook/playbook.js';
import { ActionByEnum, StageOutcomeEnum } from '../../schema/enums.js';
import { Json } from '../../schema/scalars.js';
import {
  ListEntryType,
  NextStepType,
  PlaybookCheckType,
  PlaybookTemplateType,
  PlaybookType,
  StageType,
  TimetableRowType,
} from '../../schema/types/playbook.type.js';
import { viewerOf, type Context } from '../context.js';
import { allPlaybooks } from '../queries/playbooks.js';
import { playbookTemplates } from '../queries/playbook-templates.js';
import { poolRulesOf } from '../queries/pools.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';
import { playbookCheck, type Check, type TimetableRoot } from './check-root.js';
import { customFieldsOf } from '../queries/custom-fields.js';
import { stagesIn, type StageRoot } from './stage-root.js';

@Resolver(() => PlaybookType)
export class PlaybookFields {
  @Query(() => [PlaybookType], {
    description: 'Every version of every playbook, a key’s newest first. Anybody signed in.',
  })
  playbooks(@Ctx() ctx: Context) {
    viewerOf(ctx);
    return allPlaybooks(ctx.database);
  }

  @Query(() => PlaybookCheckType, {
    description:
      'What publishing this definition would say: everything at once, and the timetable that its rules form with those of the organisation’s pools. Anybody signed in.',
  })
  async checkPlaybook(
    @Arg('definition', () => Json, { description: 'The whole definition, in the form that publishPlaybook takes.' })
    definition: unknown,
    @Ctx() ctx: Context,
  ): Promise<Check> {
    viewerOf(ctx);
    return playbookCheck(definition, await poolRulesOf(ctx.database), await customFieldsOf(ctx.database));
  }

  @FieldResolver(() => String, { description: 'What people call it; its key where it has no label.' })
  label(@Root() { definition }: Playbook, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return nameOf(definition, locale, ctx);
  }

  @FieldResolver(() => [StageType], { description: 'Its stages, in order; the first is where customers begin.' })
  stages(@Root() playbook: Playbook): readonly StageRoot[] {
    return stagesIn(playbook);
  }

  @FieldResolver(() => [ListEntryType], { description: 'What a follow-up may be for, in order.' })
  purposes(@Root() { definition }: Playbook): readonly ListEntryRoot[] {
    return inOrder(definition.purposes);
  }

  @FieldResolver(() => [ListEntryType], { description: 'What a follow-up may reach, in order.' })
  goals(@Root() { definition }: Playbook): readonly ListEntryRoot[] {
    return inOrder(definition.goals);
  }
}

const nameOf = ({ label, key }: PlaybookDefinition, locale: AskedLocale, ctx: Context): string =>
  label ? wordIn(ctx, locale, label) : key;

type ListEntryRoot = Coded & { readonly order: number };

const inOrder = (list: readonly Coded[] = []): readonly ListEntryRoot[] =>
  list.map((entry, index) => ({ ...entry, order: index + 1 }));

@Resolver(() => ListEntryType)
export class ListEntryFields {
  @FieldResolver(() => String, { description: 'What people call it.' })
  label(@Root() { label }: ListEntryRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }
}

@Resolver(() => PlaybookTemplateType)
export class PlaybookTemplates {
  @Query(() => [PlaybookTemplateType], {
    description:
      'Playbooks of other trades that the product ships: building materials, a training school, SaaS. None is published until somebody does. Anybody signed in.',
  })
  playbookTemplates(@Ctx() ctx: Context): readonly PlaybookDefinition[] {
    viewerOf(ctx);
    return playbookTemplates();
  }

  @FieldResolver(() => String, { description: 'What the trade is called.' })
  label(@Root() template: PlaybookDefinition, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return nameOf(template, locale, ctx);
  }

  @FieldResolver(() => Json, { description: 'The whole definition, in the form that publishPlaybook takes.' })
  definition(@Root() template: PlaybookDefinition): unknown {
    return template;
  }
}

@Resolver(() => StageType)
export class StageFields {
  @FieldResolver(() => String, { description: 'What people call it.' })
  label(@Root() { label }: StageRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }

  @FieldResolver(() => String, { description: 'What has happened when a customer stands here: action and result.' })
  standard(@Root() { standard }: StageRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, standard);
  }

  @FieldResolver(() => StageOutcomeEnum, { description: 'What it means for reports, payments and reopening.' })
  outcome(@Root() stage: StageRoot): StageOutcome {
    return outcomeOf(stage);
  }

  @FieldResolver(() => Boolean, { description: 'True: the sale ends here, and nothing more is asked for.' })
  end(@Root() { end }: StageRoot): boolean {
    return end ?? false;
  }

  @FieldResolver(() => Int, { description: 'Its place among the playbook’s stages, from 1.' })
  order(@Root() { order }: StageRoot): number {
    return order;
  }

  @FieldResolver()
  funnelStep(@Root() { funnelStep }: StageRoot): string | null {
    return funnelStep ?? null;
  }

  @FieldResolver(() => NextStepType, {
    nullable: true,
    description: 'What has to be done after entering it. Null: nothing.',
  })
  nextStep(@Root() { nextAction }: StageRoot): NextAction | null {
    return nextAction ?? null;
  }

  @FieldResolver(() => [String], {
    description:
      'Codes of the conditions for entering it; one over a field of the organisation’s own is customFields.code.',
  })
  entryConditions(@Root() { entryConditions }: StageRoot): readonly string[] {
    return (entryConditions ?? []).map((one) => (typeof one === 'string' ? one : `customFields.${one.customField}`));
  }
}

@Resolver(() => NextStepType)
export class NextStepFields {
  @FieldResolver(() => String, { description: 'What it is for.' })
  purpose(@Root() { purpose }: NextAction, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, purpose);
  }

  @FieldResolver(() => ActionByEnum, { description: 'Who has to do it.' })
  by(@Root() { by }: NextAction) {
    return by ?? 'OWNER';
  }
}

@Resolver(() => TimetableRowType)
export class TimetableRowFields {
  @FieldResolver(() => Boolean, { description: 'False: its turn can never come in this stage.' })
  acts(@Root() { neverActs }: TimetableRoot): boolean {
    return neverActs === null;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why its turn can never come. Null: it can.' })
  neverActs(@Root() { neverActs }: TimetableRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context) {
    return neverActs && wordIn(ctx, locale, neverActs);
  }
}
