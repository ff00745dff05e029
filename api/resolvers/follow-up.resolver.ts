import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { holds } from '../../domain/deadline/hold.js';
import { followUpStatus, type FollowUpStatus } from '../../domain/follow-up/follow-up.js';
import { FollowUpStatusEnum } from '../../schema/enums.js';
import { FollowUpFilter } from '../../schema/inputs/filters.input.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { FollowUpConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { FollowUpType } from '../../schema/types/follow-up.type.js';
import { LeadType } from '../../schema/types/lead.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { viewerOf, type Context } from '../context.js';
import { around, timeOf } from '../past.js';
import { followUps } from '../queries/follow-ups.js';
import type { FollowUpRow } from '../queries/rows.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';
import { ownPlaybook } from './own-playbook.js';
import { reasonLabel, REASON_LABEL } from './reason-label.js';

@Resolver(() => FollowUpType)
export class FollowUpFields {
  @Query(() => FollowUpConnection, {
    description:
      'Follow-ups of the leads and customers that the viewer may see, and their own open ones: the earliest due first, those recorded without a plan last.',
  })
  followUps(
    @Arg('filter', () => FollowUpFilter, { nullable: true, description: 'Which ones. Left out: all.' })
    filter: FollowUpFilter | null,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() ctx: Context,
  ) {
    return followUps(ctx.database, viewerOf(ctx), { filter, ...page });
  }

  @FieldResolver(() => FollowUpStatusEnum, {
    description: 'Where it stands; a planned one past due is overdue by itself.',
  })
  status(@Root() followUp: FollowUpRow): FollowUpStatus {
    return followUpStatus(followUp, timeOf(followUp));
  }

  @FieldResolver(() => Boolean, {
    description:
      'True: it was agreed with the customer, so silence takes nothing before it is due plus grace; no further ahead and not more times in a row than the settings’ `followUps.agreed` says (14 days, twice). Being done or cancelled, or the next stage, ends that.',
  })
  async holdsClocks(@Root() followUp: FollowUpRow, @Ctx() { loaders }: Context): Promise<boolean> {
    if (followUp.customerId === null || followUp.holdNumber === 0) return false;
    const customer = followUp.past?.customer ?? (await loaders.customer.load(followUp.customerId));
    const { followUps } = await loaders.settings.load(1);
    return customer !== null && holds(followUp, customer, followUps.agreed);
  }

  @FieldResolver(() => String, { description: 'What it is for.' })
  purpose(@Root() { purpose }: FollowUpRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, purpose);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `${REASON_LABEL}; as \`cancelReason\` where the system ended it. Null: it was not called off.`,
  })
  async cancelReasonLabel(
    @Root() { cancelReason: code }: FollowUpRow,
    @LocaleArg() locale: AskedLocale,
    @Ctx() ctx: Context,
  ) {
    if (code === null) return null;
    return reasonLabel({ code, kind: 'CANCEL', playbook: await ownPlaybook(ctx) }, locale, ctx);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'The customer it is about. Null: it is about a lead, or not the viewer’s to see.',
  })
  customer(@Root() { customerId }: FollowUpRow, @Ctx() { loaders }: Context) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }

  @FieldResolver(() => LeadType, {
    nullable: true,
    description: 'The lead it was about. Null: it never was, or not the viewer’s to see.',
  })
  lead(@Root() { leadId }: FollowUpRow, @Ctx() { loaders }: Context) {
    return leadId === null ? null : loaders.lead.load(leadId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who has to do it, or did it. Null: nobody any more.' })
  owner(@Root() { ownerId }: FollowUpRow, @Ctx() { loaders }: Context) {
    return ownerId === null ? null : loaders.user.load(ownerId);
  }

  @FieldResolver(() => FollowUpType, {
    nullable: true,
    description: 'What was planned when it was completed. Null: nothing.',
  })
  next(@Root() followUp: FollowUpRow, @Ctx() ctx: Context) {
    return followUp.nextId === null ? null : around(followUp, ctx).followUp.load(followUp.nextId);
  }
}
