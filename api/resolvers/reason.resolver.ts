import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { badInput, notFound } from '../../domain/decision.js';
import { message } from '../../domain/message.js';
import type { ReasonKind } from '../../domain/playbook/playbook.js';
import { offeredReasons, reasonsOf, type Reason, type ReasonSetting } from '../../domain/reason/reason.js';
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
      'The reasons of a kind that may be chosen, in order: those of the organisation where it offers any, else as a playbook lists them. Which playbook: with `customerId` the version that the customer follows, with `leadId` that of its owner’s team, or the newest default where it has none; with neither that of the viewer’s team, which needn’t be what a certain customer or lead takes. Anybody signed in, of customers and leads that they see: others are NOT_FOUND.',
  })
  async reasons(
    @Arg('kind', () => ReasonKindEnum, { description: 'What is to be explained.' }) kind: ReasonKind,
    @Arg('inactive', () => Boolean, {
      defaultValue: false,
      description: 'True: those that are chosen no more as well, at the end.',
    })
    inactive: boolean,
    @Arg('customerId', () => ID, {
      nullable: true,
      description: 'Those that this customer takes, here or in its follow-ups. Null: not of one customer.',
    })
    customerId: string | null,
    @Arg('leadId', () => ID, {
      nullable: true,
      description:
        'Those that this lead takes, here or in its follow-ups; together with customerId BAD_USER_INPUT. Null: not of one lead.',
    })
    leadId: string | null,
    @Ctx() ctx: Context,
  ): Promise<readonly ReasonRoot[]> {
    viewerOf(ctx);
    if (customerId && leadId) throw badInput('leadId', message('ONE_SUBJECT'));
    const setting = await settingOf({ customerId, leadId }, ctx);
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

interface Asked {
  readonly customerId: string | null;
  readonly leadId: string | null;
}

/** The lists by which the customer or lead is decided about, else those that the viewer knows. */
async function settingOf({ customerId, leadId }: Asked, ctx: Context): Promise<ReasonSetting> {
  if (customerId) {
    const customer = await ctx.loaders.customer.load(customerId);
    if (!customer) throw notFound('customerId');
    return ctx.loaders.customerFile.load(customer);
  }
  if (leadId) {
    const lead = await ctx.loaders.lead.load(leadId);
    if (!lead) throw notFound('leadId');
    return ctx.loaders.leadFile.load(lead);
  }
  const { reasons } = await ctx.loaders.settings.load(1);
  return { playbook: await ownPlaybook(ctx), reasons };
}
