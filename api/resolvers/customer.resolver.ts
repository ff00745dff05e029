import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { mayObject } from '../../domain/approval/objection.js';
import { currentDeal } from '../../domain/deal/deal.js';
import { transitionsOf } from '../../domain/playbook/transitions.js';
import { isProtected } from '../../domain/pool/protect.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { EventConnection, FollowUpConnection, TouchConnection } from '../../schema/types/connections.js';
import { ApprovalType } from '../../schema/types/approval.type.js';
import {
  ContributorType,
  CustomerFactsType,
  CustomerType,
  StageVisitType,
  TransitionType,
} from '../../schema/types/customer.type.js';
import { DealType } from '../../schema/types/deal.type.js';
import { DeadlineType } from '../../schema/types/deadline.type.js';
import { FollowUpType } from '../../schema/types/follow-up.type.js';
import { LeadType, SourceType } from '../../schema/types/lead.type.js';
import { NotificationType } from '../../schema/types/notification.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { PlaybookType, StageType } from '../../schema/types/playbook.type.js';
import { PoolType } from '../../schema/types/pool.type.js';
import { contactsMasked, shownContact, shownName, withoutMiddle } from '../contacts.js';
import { viewerOf, type Context } from '../context.js';
import { around, timeOf } from '../past.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import type { Contribution } from '../queries/contributors.js';
import type { CustomerRow } from '../queries/rows.js';
import { loadStage, stageIn } from './stage-root.js';

@Resolver(() => CustomerType)
export class CustomerFields {
  @FieldResolver()
  name(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return shownName(customer, ctx);
  }

  @FieldResolver()
  phone(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return shownContact(customer, 'phone', ctx);
  }

  @FieldResolver()
  email(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return shownContact(customer, 'email', ctx);
  }

  @FieldResolver()
  wechat(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return shownContact(customer, 'wechat', ctx);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Phone number without its middle, for whoever may not see it yet. Null: unknown.',
  })
  phoneMasked(@Root() { phone }: CustomerRow): string | null {
    return phone === null ? null : withoutMiddle(phone);
  }

  @FieldResolver(() => Boolean, {
    description: 'True: the pool hides contact details until somebody claims the customer; MANAGER and above see them.',
  })
  contactMasked(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return contactsMasked(customer, ctx);
  }

  @FieldResolver(() => Boolean, {
    description:
      'True: a superior protects it, and no end of that has passed. It keeps it from being reclaimed where the pool’s `exempt` lists PROTECTED, as shipped, and from being released or moved to a pool anywhere.',
  })
  protected(@Root() customer: CustomerRow): boolean {
    return isProtected(customer, timeOf(customer));
  }

  @FieldResolver(() => SourceType, { nullable: true, description: 'Where its lead came from. Null: created by hand.' })
  source(@Root() { sourceId }: CustomerRow, @Ctx() { loaders }: Context) {
    return sourceId === null ? null : loaders.source.load(sourceId);
  }

  @FieldResolver(() => StageType, { description: 'The stage it stands in.' })
  stage(@Root() { playbookId, stage }: CustomerRow, @Ctx() ctx: Context) {
    return loadStage(playbookId, stage, ctx);
  }

  @FieldResolver(() => PlaybookType, {
    description: 'The playbook version it follows; a later one doesn’t change that by itself.',
  })
  playbook(@Root() { playbookId }: CustomerRow, @Ctx() { loaders }: Context) {
    return loaders.playbook.load(playbookId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who owns it. Null: it is in a pool.' })
  owner(@Root() { ownerId }: CustomerRow, @Ctx() { loaders }: Context) {
    return ownerId === null ? null : loaders.user.load(ownerId);
  }

  @FieldResolver(() => PoolType, { nullable: true, description: 'The pool it is in. Null: somebody owns it.' })
  pool(@Root() { poolId }: CustomerRow, @Ctx() { loaders }: Context) {
    return poolId === null ? null : loaders.pool.load(poolId);
  }

  @FieldResolver(() => CustomerFactsType, { description: 'What is known of the deal.' })
  facts(@Root() customer: CustomerRow): CustomerRow {
    return customer;
  }

  @FieldResolver(() => [TransitionType], {
    description:
      'Every other stage of the playbook: whether the viewer could move it there now, and if not, what is missing. The same rules as the move’s own. Empty as of an earlier time: a move is made now.',
  })
  async transitions(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    if (customer.past) return [];
    const file = await ctx.loaders.customerFile.load(customer);
    const transitions = transitionsOf(file, viewerOf(ctx));
    return transitions.map(({ to, ...rest }) => ({ ...rest, to: stageIn(file.playbook, to.code) }));
  }

  @FieldResolver(() => ApprovalType, {
    nullable: true,
    description:
      'What a superior was asked for and has not decided about yet, a move or an objection to a reclaim. Null: nothing.',
  })
  pendingApproval(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return around(customer, ctx).pendingApproval.load(customer.id);
  }

  @FieldResolver(() => Boolean, {
    description:
      'Whether the viewer could call `objectToReclaim` now: it is theirs, they have been warned, and have not objected before; one that became void doesn’t count. False as of an earlier time.',
  })
  async mayObject(@Root() customer: CustomerRow, @Ctx() ctx: Context): Promise<boolean> {
    if (customer.past || customer.ownerId === null) return false;
    return mayObject(await ctx.loaders.customerFile.load(customer), viewerOf(ctx));
  }

  @FieldResolver(() => [StageVisitType], { description: 'Every stay in a stage, oldest first.' })
  stageHistory(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return around(customer, ctx).visits.load(customer.id);
  }

  @FieldResolver(() => [ContributorType], {
    description:
      'Who lost the customer, taken back or handed over by somebody else, no longer than the settings’ `assignment.contributorWithin` before it was won; the latest win first. From stage history and the log. Empty: nobody, or it was never won. As of an earlier time: of the wins until then.',
  })
  async contributors(@Root() customer: CustomerRow, @Ctx() { loaders }: Context): Promise<readonly Contribution[]> {
    const contributions = await loaders.contributions.load(customer.id);
    return contributions.filter(({ wonAt }) => wonAt <= timeOf(customer));
  }

  @FieldResolver(() => FollowUpConnection, { description: 'Planned, done and cancelled ones, newest first.' })
  followUps(@Root() customer: CustomerRow, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return around(customer, ctx).followUpsOfCustomer.load(customer.id, page);
  }

  @FieldResolver(() => FollowUpType, {
    nullable: true,
    description: 'The open follow-up that is due first. Null: none is planned.',
  })
  nextFollowUp(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return around(customer, ctx).nextFollowUp.load(customer.id);
  }

  @FieldResolver(() => [DeadlineType], {
    description:
      'Armed and parked timers, the earliest due first; past ones through Query.deadlines. Empty as of an earlier time: timers move without a trace.',
  })
  deadlines(@Root() { id, past }: CustomerRow, @Ctx() { loaders }: Context) {
    return past ? [] : loaders.deadlinesOfCustomer.load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why it is taken from its owner at `reclaimAt`, in a sentence. Null: it isn’t, or not known as of an earlier time.',
  })
  async reclaimBecause(@Root() customer: CustomerRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context) {
    const { id, reclaimAt } = customer;
    if (reclaimAt === null) return null;
    const deadlines = await ctx.loaders.deadlinesOfCustomer.load(id);
    const first = deadlines.find(
      ({ kind, dueAt }) =>
        (kind === 'POOL_RECLAIM' || kind === 'STAGE_IDLE') && dueAt.getTime() === reclaimAt.getTime(),
    );
    return first ? textIn(ctx, locale, first.because) : null;
  }

  @FieldResolver(() => NotificationType, {
    nullable: true,
    description:
      'The newest card by which a superior was told of something overdue or of a silence, as long as nobody has reacted: neither acknowledged nor worked on it, nor done what is owed. Null: there is none, or none that the viewer may see (the recipient and their superiors do); as of an earlier time.',
  })
  openEscalation(@Root() { id, past }: CustomerRow, @Ctx() { loaders }: Context) {
    return past ? null : loaders.openEscalation.load(id);
  }

  @FieldResolver(() => DealType, {
    nullable: true,
    description:
      'What is agreed in the present sale: amount, payments, delivery. Null: nothing yet, or not since the customer was reopened.',
  })
  async deal(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    const deals = await around(customer, ctx).dealsOfCustomer.load(customer.id);
    return currentDeal({ customer, deals });
  }

  @FieldResolver(() => [DealType], {
    description: 'Every deal, newest first: those from before it was reopened included, whose money may still be owed.',
  })
  deals(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return around(customer, ctx).dealsOfCustomer.load(customer.id);
  }

  @FieldResolver(() => TouchConnection, { description: 'Every arrival through a source, newest first.' })
  touches(@Root() customer: CustomerRow, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return around(customer, ctx).touchesOfCustomer.load(customer.id, page);
  }

  @FieldResolver(() => [LeadType], {
    description: 'The leads that became this customer and that the viewer may see, earliest first.',
  })
  leads(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return around(customer, ctx).leadsOfCustomer.load(customer.id);
  }

  @FieldResolver(() => EventConnection, {
    description:
      'What happened to it, and to those merged into it before they were, newest first; cards in other people’s inboxes are left out.',
  })
  timeline(@Root() customer: CustomerRow, @Args(() => PageArguments) page: PageArguments, @Ctx() ctx: Context) {
    return around(customer, ctx).timeline.load(customer.id, page);
  }
}

@Resolver(() => ContributorType)
export class ContributorFields {
  @FieldResolver(() => UserType, { description: 'Who.' })
  user(@Root() { userId }: Contribution, @Ctx() { loaders }: Context) {
    return loaders.user.load(userId);
  }
}
