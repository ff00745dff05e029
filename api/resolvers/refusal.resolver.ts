import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Guide, Refusal, RuleProblem, UnmetCondition } from '../../domain/refusal.js';
import { GuideType, RefusalType, RuleProblemType, UnmetConditionType } from '../../schema/types/refusal.type.js';
import type { Context } from '../context.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { refusalMessage } from './refusal-message.js';

@Resolver(() => RefusalType)
export class RefusalFields {
  @FieldResolver(() => String, { description: 'Why, in a sentence for people; never to be switched on.' })
  async message(@Root() refusal: Refusal, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): Promise<string> {
    return textIn(ctx, locale, await refusalMessage(refusal, locale ?? ctx.locale, ctx));
  }
}

@Resolver(() => UnmetConditionType)
export class UnmetConditionFields {
  @FieldResolver(() => String, { description: 'What is missing, in a sentence.' })
  message(@Root() { message }: UnmetCondition, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, message);
  }
}

@Resolver(() => GuideType)
export class GuideFields {
  @FieldResolver(() => String, { description: 'What to do, as the caption of a button.' })
  title(@Root() { title }: Guide, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, title);
  }
}

@Resolver(() => RuleProblemType)
export class RuleProblemFields {
  @FieldResolver(() => String, { description: 'What is wrong, in a sentence.' })
  message(@Root() { message }: RuleProblem, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, message);
  }
}
