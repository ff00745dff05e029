import { Field, Int, ObjectType } from 'type-graphql';
import type { Intent } from '../../domain/customer/customer.js';
import type { ContributedBy } from '../../domain/pool/contributed-by.js';
import type { RefusalCode } from '../../domain/refusal.js';
import { ContributedByEnum, IntentEnum, RefusalCodeEnum } from '../enums.js';
import { DateTime, Decimal, Json, PhoneNumber } from '../scalars.js';
import { NodeType } from './node.type.js';
import { UnmetConditionType } from './refusal.type.js';

@ObjectType('Customer', {
  description:
    'A qualified lead with an owner or in a pool, standing in one stage. Seen by its owner and their superiors; a pooled one by those the pool is open to.',
  implements: NodeType,
  simpleResolvers: true,
})
export class CustomerType extends NodeType {
  @Field(() => Int, {
    description:
      'Grows whenever anything of its own changes: what is known of it, where it stands, whose it is, that it was worked on. Sent back with a change, it detects that somebody was faster. Planning a step or ticking a delivery’s checklist is no such change.',
  })
  version!: number;

  @Field(() => String, { description: 'Name of the person.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Company as it was given. Null: unknown.' })
  company!: string | null;

  @Field(() => PhoneNumber, {
    nullable: true,
    description: 'Phone number. Null: unknown, or hidden while `contactMasked`.',
  })
  phone!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address. Null: unknown, or hidden while `contactMasked`.',
  })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'WeChat id. Null: unknown, or hidden while `contactMasked`.' })
  wechat!: string | null;

  @Field(() => IntentEnum, { description: "Somebody's opinion of how much they want to buy." })
  intent!: Intent;

  @Field(() => String, {
    nullable: true,
    description: 'Marketing channel that the lead came through. Null: created by hand.',
  })
  channel!: string | null;

  @Field(() => [String], { description: 'Tags, those of the lead included.' })
  tags!: readonly string[];

  @Field(() => String, { nullable: true, description: 'Where they are. Null: unknown.' })
  region!: string | null;

  @Field(() => Json, { description: "The organisation's own fields, as an object from code to value." })
  customFields!: Readonly<Record<string, unknown>>;

  @Field(() => DateTime, { description: 'When the present stage was entered.' })
  stageEnteredAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it came into its pool. Null: it is in none.' })
  pooledAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its protection ends by itself, or did. Null: it has none, or none that ends.',
  })
  protectedUntil!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When somebody last worked on it: a follow-up, a move, a quote, a fact. Null: never.',
  })
  lastActivityAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its earliest open follow-up is due. Null: none is planned.',
  })
  nextContactAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When silence takes it from its owner, if nothing happens from now on: by a rule of the pool, or by one of its stage that leads to a pool. Null: nothing does, nobody owns it, or not known as of an earlier time.',
  })
  reclaimAt!: Date | null;

  @Field(() => DateTime, { description: 'When it became a customer.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When `version` last grew.' })
  updatedAt!: Date;
}

/** Wraps the customer's own row. */
@ObjectType('CustomerFacts', {
  description: 'What the customer said and what was agreed: the facts that the entry conditions of stages ask for.',
  simpleResolvers: true,
})
export class CustomerFactsType {
  @Field(() => String, { nullable: true, description: 'What they need. Null: not recorded.' })
  need!: string | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'What they can spend, in the currency of the quotes. Null: not recorded.',
  })
  budget!: string | null;

  @Field(() => String, { nullable: true, description: 'When they want to buy, in their words. Null: not recorded.' })
  timeline!: string | null;

  @Field(() => String, { nullable: true, description: 'Who decides. Null: not recorded.' })
  decisionMaker!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When they will decide. Null: not recorded.' })
  decisionDate!: Date | null;

  @Field(() => String, { nullable: true, description: 'Code of the reason for which it was lost. Null: not lost.' })
  lossReason!: string | null;
}

@ObjectType('Quote', {
  description: 'A price that was sent to a customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class QuoteType extends NodeType {
  @Field(() => Decimal, { description: 'The price, in `currency`.' })
  amount!: string;

  @Field(() => String, { description: 'Currency by its ISO 4217 code, e.g. CNY.' })
  currency!: string;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent. Null: not sent yet.' })
  sentAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the customer confirmed that it arrived. Null: not confirmed.',
  })
  receiptConfirmedAt!: Date | null;
}

@ObjectType('Transition', {
  description:
    'Another stage as seen from the present one: whether it can be chosen now, and what is missing. The move itself asks the same rules.',
  simpleResolvers: true,
})
export class TransitionType {
  @Field(() => Boolean, {
    description:
      'It can be chosen now: all that is unmet, if anything, may be given with the move itself. False also while `needsApproval`: it is chosen with requestApproval then.',
  })
  reachable!: boolean;

  @Field(() => RefusalCodeEnum, {
    nullable: true,
    description: 'The refusal that the move would get now, with nothing given along; null when it would be done.',
  })
  blockedBy!: RefusalCode | null;

  @Field(() => [UnmetConditionType], {
    description: 'All unmet conditions, those that may be given with the move included.',
  })
  unmet!: readonly UnmetConditionType[];

  @Field(() => Boolean, {
    description:
      'A superior of the owner has to approve this move of the viewer: ask with requestApproval, once nothing is unmet that can’t come along. False for superiors, who just make it.',
  })
  needsApproval!: boolean;

  @Field(() => Boolean, {
    description:
      'The move wins or loses the customer and asks for a review (复盘) in its `note`. It is not held up without one; the owner is then reminded to write it with writeReview.',
  })
  asksForReview!: boolean;
}

@ObjectType('Contributor', {
  description: 'Who had a customer before somebody else won it, and lost it by being taken back or handed over.',
  simpleResolvers: true,
})
export class ContributorType {
  @Field(() => ContributedByEnum, { description: 'How they lost it.' })
  lostBy!: ContributedBy;

  @Field(() => DateTime, { description: 'When they lost it, the last time before it was won.' })
  lostAt!: Date;

  @Field(() => DateTime, { description: 'When it was won.' })
  wonAt!: Date;
}

@ObjectType('StageVisit', { description: 'One stay of a customer in one stage.', simpleResolvers: true })
export class StageVisitType {
  @Field(() => DateTime, { description: 'When the stage was entered.' })
  enteredAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was left. Null: the customer stands here now.' })
  leftAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Which rule made the move, e.g. stages.QUOTED.idle.0. Null: a person did.',
  })
  rule!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the reason given with the move. Null: none was asked for.',
  })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The note that was given with the move; of a won or lost customer the review (复盘). Null: none.',
  })
  note!: string | null;
}
