import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ScoreReason } from '../../domain/lead/scoring.js';
import { PageArguments } from '../../schema/inputs/page.args.js';
import { FollowUpConnection, TouchConnection } from '../../schema/types/connections.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import { DeadlineType } from '../../schema/types/deadline.type.js';
import { LeadType, ScoreReasonType, SourceType } from '../../schema/types/lead.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { PoolType } from '../../schema/types/pool.type.js';
import { contactsMasked, shownContact, shownName } from '../contacts.js';
import type { Context } from '../context.js';
import type { LeadRow } from '../queries/rows.js';
import { LocaleArg, textIn, wordIn, type AskedLocale } from '../texts.js';
import { ownPlaybook } from './own-playbook.js';
import { reasonLabel, REASON_LABEL } from './reason-label.js';

@Resolver(() => LeadType)
export class LeadFields {
  @FieldResolver()
  name(@Root() lead: LeadRow, @Ctx() ctx: Context) {
    return shownName(lead, ctx);
  }

  @FieldResolver()
  phone(@Root() lead: LeadRow, @Ctx() ctx: Context) {
    return shownContact(lead, 'phone', ctx);
  }

  @FieldResolver()
  email(@Root() lead: LeadRow, @Ctx() ctx: Context) {
    return shownContact(lead, 'email', ctx);
  }

  @FieldResolver()
  wechat(@Root() lead: LeadRow, @Ctx() ctx: Context) {
    return shownContact(lead, 'wechat', ctx);
  }

  @FieldResolver(() => Boolean, {
    description: 'True: the pool hides contact details until somebody claims the lead; MANAGER and above see them.',
  })
  contactMasked(@Root() lead: LeadRow, @Ctx() ctx: Context) {
    return contactsMasked(lead, ctx);
  }

  @FieldResolver(() => SourceType, { description: 'Where it came from.' })
  source(@Root() { sourceId }: LeadRow, @Ctx() { loaders }: Context) {
    return loaders.source.load(sourceId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who owns it. Null: nobody yet, or it is in a pool.' })
  owner(@Root() { ownerId }: LeadRow, @Ctx() { loaders }: Context) {
    return ownerId === null ? null : loaders.user.load(ownerId);
  }

  @FieldResolver(() => PoolType, { nullable: true, description: 'The pool it is in. Null: in none.' })
  pool(@Root() { poolId }: LeadRow, @Ctx() { loaders }: Context) {
    return poolId === null ? null : loaders.pool.load(poolId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why its owner got it, in a sentence. Null: it was never assigned.',
  })
  assignedBecause(@Root() { assignedBecause }: LeadRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context) {
    return assignedBecause === null ? null : textIn(ctx, locale, assignedBecause);
  }

  @FieldResolver(() => String, { nullable: true, description: `${REASON_LABEL}. Null: it was not given up.` })
  async disqualifyReasonLabel(
    @Root() { disqualifyReason: code }: LeadRow,
    @LocaleArg() locale: AskedLocale,
    @Ctx() ctx: Context,
  ) {
    if (code === null) return null;
    return reasonLabel({ code, kind: 'DISQUALIFY', playbook: await ownPlaybook(ctx) }, locale, ctx);
  }

  @FieldResolver(() => [LeadType], {
    description:
      'Open leads that may be the same person: of the same company and with a similar name, the latest arrival first. At most 20, and only those that the viewer may see. Shown for merging; nothing else follows from it.',
  })
  suspectedDuplicates(@Root() { id }: LeadRow, @Ctx() { loaders }: Context) {
    return loaders.suspectedDuplicates.load(id);
  }

  @FieldResolver(() => TouchConnection, { description: 'Every arrival of this person, newest first.' })
  touches(@Root() { id }: LeadRow, @Args(() => PageArguments) page: PageArguments, @Ctx() { loaders }: Context) {
    return loaders.touchesOfLead.load(id, page);
  }

  @FieldResolver(() => FollowUpConnection, { description: 'Planned, done and cancelled ones, newest first.' })
  followUps(@Root() { id }: LeadRow, @Args(() => PageArguments) page: PageArguments, @Ctx() { loaders }: Context) {
    return loaders.followUpsOfLead.load(id, page);
  }

  @FieldResolver(() => [DeadlineType], {
    description: 'Armed and parked timers, the earliest due first; past ones through Query.deadlines.',
  })
  deadlines(@Root() { id }: LeadRow, @Ctx() { loaders }: Context) {
    return loaders.deadlinesOfLead.load(id);
  }

  @FieldResolver(() => CustomerType, {
    nullable: true,
    description: 'The customer it became. Null: not qualified, or not the viewer’s to see.',
  })
  customer(@Root() { customerId }: LeadRow, @Ctx() { loaders }: Context) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }
}

@Resolver(() => ScoreReasonType)
export class ScoreReasonFields {
  @FieldResolver(() => String, { description: 'What the rule looks for.' })
  label(@Root() { label }: ScoreReason, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context) {
    return wordIn(ctx, locale, label);
  }
}
