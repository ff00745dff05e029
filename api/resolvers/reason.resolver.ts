import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ReasonKind } from '../../domain/playbook/playbook.js';
import { offeredReasons, reasonsOf, type Reason } from '../../domain/reason/reason.js';
import { ReasonKindEnum } from '../../schema/enums.js';
import { ReasonType } from '../../schema/types/playbook.type.js';
import { viewerOf, type Context } from '../context.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';
import { ownPlaybook } from './own-playbook.js';

export type ReasonRoot = Reason & { readonly order: number };

/** In the order of their list. */
export const reasonsInOrder = (list: readonly Reason[]): readonly ReasonRoot[] =>
  list.map((reason, index) => ({ ...reason, order: index + 1 }));

@Resolver(() => ReasonType)
export class ReasonFields {
  @Query(() => [ReasonType], {
    description:
      'The reasons of a kind that the viewer may choose, in order: those of the organisation, else as their team’s playbook lists them. Anybody signed in.',
  })
  async reasons(
    @Arg('kind', () => ReasonKindEnum, { description: 'What is to be explained.' }) kind: ReasonKind,
    @Arg('inactive', () => Boolean, {
      defaultValue: false,
      description: 'True: those that are chosen no more as well, at the end.',
    })
    inactive: boolean,
    @Ctx() ctx: Context,
  ): Promise<readonly ReasonRoot[]> {
    viewerOf(ctx);
    const { reasons } = await ctx.loaders.settings.load(1);
    const setting = { playbook: await ownPlaybook(ctx), reasons };
    return reasonsInOrder(inactive ? reasonsOf(setting, kind) : offeredReasons(setting, kind));
  }

  @FieldResolver(() => String, { description: 'What people call it.' })
  label(@Root() { label }: ReasonRoot, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }

  @FieldResolver()
  needsNote(@Root() { needsNote }: ReasonRoot): boolean {
    return needsNote ?? false;
  }
}
