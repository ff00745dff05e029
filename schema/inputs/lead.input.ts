import { Field, ID, InputType, Int } from 'type-graphql';
import type { Intent } from '../../domain/customer/customer.js';
import type { SourceKind } from '../../domain/lead/source.js';
import { PAYLOAD_BYTES as PAYLOAD_KEPT } from '../../domain/lead/payload.js';
import { IntentEnum, SourceKindEnum } from '../enums.js';
import { Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import {
  CODE,
  CONTACT,
  CUSTOM_FIELDS,
  LINE,
  MOST_LEADS,
  NAME,
  NOTE,
  TAG,
  TAGS,
  ChangedText,
  Entries,
  Ids,
  JsonObject,
  NeverNull,
  OptionalText,
  Text,
} from './limits.js';

const PAYLOAD = 64 * 1024;
const FIELD_MAPPING = 16 * 1024;
const ORIGINS = 20;
const OWN_FIELDS =
  'The organisation’s own fields that are on LEAD, as an object from code to value. A value that can not be is BAD_USER_INPUT with the path customFields.code.';

@InputType('WecomInput', {
  description:
    'The keys of a callback, as the console of WeCom (企业微信) shows them. Kept encrypted and never answered.',
})
export class WecomInput {
  @Text(CODE, 'The id of the corp (企业 ID).')
  corpId!: string;

  @Text(CODE, 'The Token: at most 32 letters and digits.')
  token!: string;

  @Text(CODE, 'The EncodingAESKey: exactly 43 letters and digits.')
  encodingAesKey!: string;
}

@InputType('WechatInput', {
  description:
    'The keys of a mini-program or official account (公众号), as the console of WeChat shows them. Kept encrypted and never answered.',
})
export class WechatInput {
  @Text(CODE, 'The AppID: wx and 16 hexadecimal digits.')
  appId!: string;

  @Text(CODE, 'The AppSecret: 32 hexadecimal digits.')
  appSecret!: string;

  @OptionalText(CODE, 'The Token of the callback: 3 to 32 letters and digits. Has to be given for OFFICIAL_ACCOUNT.')
  token?: string | null;

  @OptionalText(
    CODE,
    'The EncodingAESKey of the callback: exactly 43 letters and digits. Given, only encrypted messages (安全模式, 兼容模式) are accepted. Null: they come unencrypted (明文模式).',
  )
  encodingAesKey?: string | null;
}

@InputType('CreateSourceInput', { description: 'A new source of leads.' })
export class CreateSourceInput extends KeyedInput {
  @Text(NAME, 'What people call it; unique.')
  name!: string;

  @Text(NAME, 'The marketing channel that its leads are counted under.')
  channel!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'How good its leads are, 1 to 5; scoring rules may ask for it. Null: 3.',
  })
  quality?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: `Web origins that may deliver with its key from a browser, e.g. https://www.example.com. Null, empty or *: any. At most ${ORIGINS}.`,
  })
  @Entries(ORIGINS, LINE)
  allowedOrigins?: readonly string[] | null;

  @Field(() => Json, {
    nullable: true,
    description:
      'An object from the names of delivered fields (a dot reaches into objects: contact.mobile) to those of CaptureLeadInput, or to customFields.code for one of the organisation’s own fields that leads have. Null: the names are the same.',
  })
  @JsonObject(FIELD_MAPPING)
  fieldMapping?: Readonly<Record<string, unknown>> | null;

  @Field(() => [String], {
    nullable: true,
    description: `Tags for all of its leads. At most ${TAGS}, each of at most ${TAG} characters.`,
  })
  @Entries(TAGS, TAG)
  defaultTags?: readonly string[] | null;

  @Field(() => SourceKindEnum, { nullable: true, description: 'How leads reach us through it. Null: INTAKE.' })
  kind?: SourceKind | null;

  @Field(() => WecomInput, {
    nullable: true,
    description: 'The keys of its callback. Has to be given for WECOM, and for no other kind.',
  })
  wecom?: WecomInput | null;

  @Field(() => WechatInput, {
    nullable: true,
    description: 'The keys of the app. Has to be given for MINI_PROGRAM and OFFICIAL_ACCOUNT, and for no other kind.',
  })
  wechat?: WechatInput | null;
}

@InputType('SourceKeyInput', { description: 'Whose intake key is meant.' })
export class SourceKeyInput extends KeyedInput {
  @Field(() => ID, { description: 'Which source.' })
  sourceId!: string;
}

@InputType('UpdateSourceInput', { description: 'What changes about a source; left out: unchanged.' })
export class UpdateSourceInput extends KeyedInput {
  @Field(() => ID, { description: 'Which source.' })
  sourceId!: string;

  @ChangedText(NAME, 'What people call it; unique.')
  name?: string;

  @ChangedText(NAME, 'The marketing channel that its leads are counted under from now on.')
  channel?: string;

  @Field(() => Int, { nullable: true, description: 'How good its leads are, 1 to 5. Null: 3.' })
  quality?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: `Web origins that may deliver with its key from a browser. Null, empty or *: any. At most ${ORIGINS}.`,
  })
  @Entries(ORIGINS, LINE)
  allowedOrigins?: readonly string[] | null;

  @Field(() => Json, {
    nullable: true,
    description:
      'An object from the names of delivered fields to those of CaptureLeadInput, or to customFields.code; replaces the one before. Null: the names are the same.',
  })
  @JsonObject(FIELD_MAPPING)
  fieldMapping?: Readonly<Record<string, unknown>> | null;

  @Field(() => [String], {
    nullable: true,
    description: `Tags for all of its leads from now on. Null: none. At most ${TAGS}, each of at most ${TAG} characters.`,
  })
  @Entries(TAGS, TAG)
  defaultTags?: readonly string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'False: it accepts nothing any more, and its key opens nothing. Never null.',
  })
  @NeverNull()
  active?: boolean;

  @Field(() => SourceKindEnum, {
    nullable: true,
    description:
      'How leads reach us through it from now on. Another kind forgets the keys of its provider; what becomes INTAKE or MINI_PROGRAM needs rotateSourceKey to get a key. Never null.',
  })
  @NeverNull()
  kind?: SourceKind;

  @Field(() => WecomInput, {
    nullable: true,
    description: 'New keys of its callback, all of them; for WECOM only. Null: unchanged.',
  })
  wecom?: WecomInput | null;

  @Field(() => WechatInput, {
    nullable: true,
    description: 'New keys of the app, all of them; for MINI_PROGRAM and OFFICIAL_ACCOUNT only. Null: unchanged.',
  })
  wechat?: WechatInput | null;
}

@InputType('IdentityInput', { description: 'One or more ways in which somebody may be known already.' })
export class IdentityInput {
  @OptionalText(CONTACT, 'Phone number in any spelling; without a country code it is a Chinese one.')
  phone?: string | null;

  @OptionalText(CONTACT, 'E-mail address.')
  email?: string | null;

  @OptionalText(CONTACT, 'WeChat id.')
  wechat?: string | null;

  @OptionalText(CONTACT, 'Their unionid on the WeChat open platform.')
  unionId?: string | null;

  @OptionalText(CONTACT, 'Their external_userid in WeCom.')
  wecomExternalUserId?: string | null;
}

@InputType('CaptureLeadInput', {
  description: 'What somebody left: at least a name, a company or one way to get in touch.',
})
export class CaptureLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'The source it came through.' })
  sourceId!: string;

  @OptionalText(LINE, "The source's own id of this delivery; the same one again gives the first answer.")
  externalId?: string | null;

  @OptionalText(NAME, 'Name of the person.')
  name?: string | null;

  @OptionalText(LINE, 'Company.')
  company?: string | null;

  @OptionalText(CONTACT, 'Phone number in any spelling; without a country code it is a Chinese one.')
  phone?: string | null;

  @OptionalText(CONTACT, 'E-mail address.')
  email?: string | null;

  @OptionalText(CONTACT, 'WeChat id.')
  wechat?: string | null;

  @OptionalText(CONTACT, 'Their unionid on the WeChat open platform.')
  unionId?: string | null;

  @OptionalText(CONTACT, 'Their external_userid in WeCom.')
  wecomExternalUserId?: string | null;

  @OptionalText(LINE, 'The product they asked about.')
  productInterest?: string | null;

  @OptionalText(NAME, 'Where they are.')
  region?: string | null;

  @OptionalText(LINE, 'Marketing campaign.')
  campaign?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `Tags, added to those of the source. At most ${TAGS}, each of at most ${TAG} characters.`,
  })
  @Entries(TAGS, TAG)
  tags?: readonly string[] | null;

  @OptionalText(NOTE, 'What they wrote.')
  message?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: they agreed to be written to, which counts unless they opted out before. False and null: not said, which changes nothing.',
  })
  consented?: boolean | null;

  @Field(() => Json, {
    nullable: true,
    description: `Everything else that was delivered, as an object; its first ${PAYLOAD_KEPT / 1024} KiB are kept with the touch. At most ${PAYLOAD} characters.`,
  })
  @JsonObject(PAYLOAD)
  payload?: Readonly<Record<string, unknown>> | null;

  @Field(() => Json, {
    nullable: true,
    description: `${OWN_FIELDS} Of somebody known already, what was not known yet.`,
  })
  @JsonObject(CUSTOM_FIELDS)
  customFields?: Readonly<Record<string, unknown>> | null;
}

@InputType('AssignLeadInput', { description: 'Who gets a lead.' })
export class AssignLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;

  @Field(() => ID, { description: 'The new owner: an active user within your scope.' })
  ownerId!: string;
}

@InputType('UpdateLeadInput', { description: 'What is to change of a lead. Left out: unchanged; null: cleared.' })
export class UpdateLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was seen: another one by now is refused. Null: whatever it is by now.',
  })
  version?: number | null;

  @ChangedText(NAME, 'Name of the person.')
  name?: string;

  @OptionalText(LINE, 'Company.')
  company?: string | null;

  @OptionalText(CONTACT, 'Phone number in any spelling.')
  phone?: string | null;

  @OptionalText(CONTACT, 'E-mail address.')
  email?: string | null;

  @OptionalText(CONTACT, 'WeChat id.')
  wechat?: string | null;

  @OptionalText(LINE, 'The product they ask about.')
  productInterest?: string | null;

  @OptionalText(NAME, 'Where they are.')
  region?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `All of its tags from now on. At most ${TAGS}, each of at most ${TAG} characters.`,
  })
  @Entries(TAGS, TAG)
  tags?: readonly string[] | null;

  @Field(() => Json, { nullable: true, description: `${OWN_FIELDS} Codes left out stay; null takes a value away.` })
  @JsonObject(CUSTOM_FIELDS)
  customFields?: Readonly<Record<string, unknown>> | null;
}

@InputType('TagLeadsInput', { description: 'Tags for many leads at once.' })
export class TagLeadsInput extends KeyedInput {
  @Ids(MOST_LEADS, `Which leads: at least one, at most ${MOST_LEADS}.`)
  leadIds!: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: `Tags that they get. At most ${TAGS}, each of at most ${TAG} characters; at least one of the two lists says something.`,
  })
  @Entries(TAGS, TAG)
  add?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: `Tags that are taken from them. At most ${TAGS}, each of at most ${TAG} characters.`,
  })
  @Entries(TAGS, TAG)
  remove?: readonly string[] | null;
}

@InputType('ClaimLeadInput', { description: 'A lead of a pool that somebody takes.' })
export class ClaimLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;
}

@InputType('ReleaseLeadInput', { description: 'A lead that goes back to the pool.' })
export class ReleaseLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;

  @Text(CODE, 'Why: a code of the RELEASE reasons that hold for the lead: `reasons` with its `leadId`.')
  reason!: string;

  @OptionalText(NOTE, 'More about it; kept in the history. Some reasons ask for one.')
  note?: string | null;
}

@InputType('DisqualifyLeadInput', { description: 'A lead that is given up.' })
export class DisqualifyLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;

  @Text(CODE, 'Why: a code of the DISQUALIFY reasons that hold for the lead: `reasons` with its `leadId`.')
  reason!: string;

  @OptionalText(NOTE, 'More about it; kept in the history. Some reasons ask for one.')
  note?: string | null;
}

@InputType('LeadConsentInput', {
  description: 'What a lead answered to being written to: at least one of the two.',
})
export class LeadConsentInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: they agree to be written to. False: they took it back. Null: not said.',
  })
  consented?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True: they asked not to be written to, which takes consent back too. False: they no longer ask that. Null: not said.',
  })
  optedOut?: boolean | null;
}

@InputType('QualifyLeadInput', { description: 'A lead that becomes a customer.' })
export class QualifyLeadInput extends KeyedInput {
  @Field(() => ID, { description: 'Which lead.' })
  leadId!: string;

  @Field(() => IntentEnum, {
    nullable: true,
    description: 'How much they want to buy, in your opinion. Null: UNKNOWN.',
  })
  intent?: Intent | null;
}
