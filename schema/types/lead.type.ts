import { Field, Int, ObjectType } from 'type-graphql';
import type { LeadStatus } from '../../domain/lead/lead.js';
import type { SourceKind } from '../../domain/lead/source.js';
import { LeadStatusEnum, SourceKindEnum } from '../enums.js';
import { DateTime, Json, PhoneNumber } from '../scalars.js';
import { NodeType } from './node.type.js';

@ObjectType('ScoreReason', { description: "One line of a lead's score.", simpleResolvers: true })
export class ScoreReasonType {
  @Field(() => String, { description: 'The code of the scoring rule.' })
  code!: string;

  @Field(() => Int, { description: 'What the rule added to the score; may be negative.' })
  points!: number;
}

@ObjectType('Lead', {
  description:
    'Somebody who left a trace and is not qualified yet. Seen by its owner and their superiors, a pooled one by those the pool is open to; once it became a customer, by whoever sees that.',
  implements: NodeType,
  simpleResolvers: true,
})
export class LeadType extends NodeType {
  @Field(() => Int, {
    description: 'Grows with every change; sent back with a change, it detects that somebody was faster.',
  })
  version!: number;

  @Field(() => LeadStatusEnum, { description: 'Where it stands.' })
  status!: LeadStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the person; the company or a contact detail where no name was given.',
  })
  name!: string | null;

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

  @Field(() => String, { nullable: true, description: 'Marketing channel, taken from the source. Null: unknown.' })
  channel!: string | null;

  @Field(() => String, { nullable: true, description: 'Marketing campaign. Null: unknown.' })
  campaign!: string | null;

  @Field(() => [String], { description: 'Tags, those of its source included. They follow to the customer.' })
  tags!: readonly string[];

  @Field(() => Json, {
    description: "The organisation's own fields that are on LEAD, as an object from code to value.",
  })
  customFields!: Readonly<Record<string, unknown>>;

  @Field(() => String, { nullable: true, description: 'The product they asked about. Null: unknown.' })
  productInterest!: string | null;

  @Field(() => String, { nullable: true, description: 'Where they are. Null: unknown.' })
  region!: string | null;

  @Field(() => String, { nullable: true, description: 'What they wrote. Null: nothing.' })
  message!: string | null;

  @Field(() => Int, {
    description: 'How promising it is, by the scoring rules of the settings: the sum of `scoreReasons`.',
  })
  score!: number;

  @Field(() => [ScoreReasonType], { description: 'The breakdown of the score: the rules it fulfils.' })
  scoreReasons!: readonly ScoreReasonType[];

  @Field(() => DateTime, {
    nullable: true,
    description: 'When its earliest open follow-up is due. Null: none is planned.',
  })
  nextContactAt!: Date | null;

  @Field(() => DateTime, { description: 'When it first arrived.' })
  receivedAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When somebody first worked on contacting it. Null: not yet.' })
  firstContactAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When they agreed to be written to. Null: never asked, or taken back.',
  })
  consentedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When they asked not to be written to. Null: they did not.' })
  optedOutAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Code of the reason why it was given up. Null: it was not.' })
  disqualifyReason!: string | null;
}

@ObjectType('Source', {
  description: 'Where leads come from: a website, an event, a mini-program. Managed by ADMIN.',
  implements: NodeType,
  simpleResolvers: true,
})
export class SourceType extends NodeType {
  @Field(() => String, { description: 'What people call it; unique.' })
  name!: string;

  @Field(() => String, { description: 'The marketing channel that its leads are counted under.' })
  channel!: string;

  @Field(() => SourceKindEnum, { description: 'How leads reach us through it.' })
  kind!: SourceKind;

  @Field(() => Boolean, { description: 'False: it accepts nothing any more.' })
  active!: boolean;

  @Field(() => Int, { description: 'How good its leads are, 1 to 5.' })
  quality!: number;

  @Field(() => [String], { description: 'Web origins that may deliver with its key from a browser. Empty: any.' })
  allowedOrigins!: readonly string[];

  @Field(() => Json, {
    nullable: true,
    description:
      'From the names of delivered fields to those of CaptureLeadInput, or to customFields.code. Null: the names are the same.',
  })
  fieldMapping!: unknown;

  @Field(() => [String], { description: 'Tags for all of its leads.' })
  defaultTags!: readonly string[];
}

@ObjectType('Touch', {
  description:
    'One arrival of somebody through a source: the first makes a lead, later ones are added to the same person.',
  implements: NodeType,
  simpleResolvers: true,
})
export class TouchType extends NodeType {
  @Field(() => DateTime, { description: 'When it arrived.' })
  at!: Date;

  @Field(() => Json, {
    nullable: true,
    description: 'What was delivered, as it came. Null: nothing beyond the known fields.',
  })
  payload!: unknown;
}
