import { Field, ID, InputType, Int } from 'type-graphql';
import { MOST_MOVED } from '../../domain/customer/advance-many.js';
import type { Intent } from '../../domain/customer/customer.js';
import { IntentEnum } from '../enums.js';
import { DateTime, Decimal, Json } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import {
  CODE,
  CONTACT,
  CUSTOM_FIELDS,
  LINE,
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

const CURRENCY = 3;

@InputType('FactsInput', {
  description: 'What the customer said. Fields left out stay as they are; null means that it is known no longer.',
})
export class FactsInput {
  @OptionalText(NOTE, 'What they need.')
  need?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What they can spend.' })
  budget?: string | null;

  @OptionalText(LINE, 'When they want to buy, in their words.')
  timeline?: string | null;

  @OptionalText(NAME, 'Who decides.')
  decisionMaker?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When they will decide.' })
  decisionDate?: Date | null;

  @Field(() => IntentEnum, { nullable: true, description: 'How much they want to buy, in your opinion; never null.' })
  @NeverNull()
  intent?: Intent;

  @Field(() => Json, {
    nullable: true,
    description: `The organisation's own fields, as an object from code to value; codes left out stay as they are, null takes a value away. Never null itself. A value that can not be is BAD_USER_INPUT with the path customFields.code, all of them in the error’s problems. At most ${CUSTOM_FIELDS} characters.`,
  })
  @NeverNull()
  @JsonObject(CUSTOM_FIELDS)
  customFields?: Readonly<Record<string, unknown>>;
}

@InputType('QuoteInput', {
  description:
    'A quote that was sent to the customer. The one that is waiting for its receipt, given once more (the same price, currency and document), is no second quote: with receiptConfirmed its receipt is confirmed.',
})
export class QuoteInput {
  @Field(() => Decimal, { description: 'The price; above zero.' })
  amount!: string;

  @OptionalText(CURRENCY, 'Currency by its ISO 4217 code. Null: CNY.')
  currency?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The document that was sent: a file of your own from createUpload, as pdf, doc, docx, xls, xlsx, png, jpg, jpeg or webp, that is attached to nothing else (else refused with IN_USE). Null: none.',
  })
  fileId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent, not in the future. Null: now.' })
  sentAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the customer has confirmed that it arrived. Null: not yet.',
  })
  receiptConfirmed?: boolean | null;
}

@InputType('CreateCustomerInput', { description: 'A new customer; at least one way to get in touch has to be given.' })
export class CreateCustomerInput extends KeyedInput {
  @Text(NAME, 'Name of the person.')
  name!: string;

  @OptionalText(LINE, 'Company.')
  company?: string | null;

  @OptionalText(CONTACT, 'Phone number in any spelling; without a country code it is a Chinese one.')
  phone?: string | null;

  @OptionalText(CONTACT, 'E-mail address.')
  email?: string | null;

  @OptionalText(CONTACT, 'WeChat id.')
  wechat?: string | null;

  @OptionalText(CONTACT, 'Their external_userid in WeCom; they are recognised by it from then on.')
  wecomExternalUserId?: string | null;

  @Field(() => IntentEnum, {
    nullable: true,
    description: 'How much they want to buy, in your opinion. Null: UNKNOWN.',
  })
  intent?: Intent | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The owner: an active user within your scope. Null: yourself if you are SALES, else the public pool.',
  })
  ownerId?: string | null;

  @Field(() => [String], { nullable: true, description: `Tags. At most ${TAGS}, each of at most ${TAG} characters.` })
  @Entries(TAGS, TAG)
  tags?: readonly string[] | null;

  @Field(() => Json, {
    nullable: true,
    description: `The organisation's own fields, as an object from code to value. A value that can not be is BAD_USER_INPUT with the path customFields.code, all of them in the error’s problems. At most ${CUSTOM_FIELDS} characters.`,
  })
  @JsonObject(CUSTOM_FIELDS)
  customFields?: Readonly<Record<string, unknown>> | null;
}

@InputType('UpdateCustomerInput', {
  description:
    'What is to change about a customer. Fields left out stay as they are; null clears, where it is allowed.',
})
export class UpdateCustomerInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => Int, { description: 'The version that was seen; another one now is refused with VERSION_CONFLICT.' })
  version!: number;

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

  @OptionalText(
    CONTACT,
    'Their external_userid in WeCom; they are recognised by it as well from then on. Null: nothing changes.',
  )
  wecomExternalUserId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: `All tags from now on; null means none. At most ${TAGS}, each of at most ${TAG} characters.`,
  })
  @Entries(TAGS, TAG)
  tags?: readonly string[] | null;

  @Field(() => IntentEnum, { nullable: true, description: 'How much they want to buy, in your opinion; never null.' })
  @NeverNull()
  intent?: Intent;

  @OptionalText(NOTE, 'What they need.')
  need?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'What they can spend.' })
  budget?: string | null;

  @OptionalText(LINE, 'When they want to buy, in their words.')
  timeline?: string | null;

  @OptionalText(NAME, 'Who decides.')
  decisionMaker?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When they will decide.' })
  decisionDate?: Date | null;

  @Field(() => Json, {
    nullable: true,
    description: `The organisation's own fields, as an object from code to value; codes left out stay as they are, null takes a value away. Never null itself. A value that can not be is BAD_USER_INPUT with the path customFields.code, all of them in the error’s problems. At most ${CUSTOM_FIELDS} characters.`,
  })
  @NeverNull()
  @JsonObject(CUSTOM_FIELDS)
  customFields?: Readonly<Record<string, unknown>>;
}

@InputType('AdvanceCustomerInput', { description: 'A move to another stage, with whatever the stage still asks for.' })
export class AdvanceCustomerInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Text(CODE, 'Code of the stage to move to; one that the playbook does not have is BAD_USER_INPUT.')
  to!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version that was seen; another one now is refused with VERSION_CONFLICT. Null: any.',
  })
  version?: number | null;

  @OptionalText(
    CODE,
    'Code of a reason, where the stage asks for one; one that is not in its list is BAD_USER_INPUT, and so is any for a stage that asks for none. Null: none.',
  )
  reason?: string | null;

  @OptionalText(NOTE, 'A note for the history; where the move wins or loses the customer, the review (复盘).')
  note?: string | null;

  @Field(() => FactsInput, {
    nullable: true,
    description: 'Facts to record with the move; recorded also where the move is refused.',
  })
  facts?: FactsInput | null;

  @Field(() => QuoteInput, {
    nullable: true,
    description: 'A quote to record with the move; recorded also where the move is refused.',
  })
  quote?: QuoteInput | null;
}

@InputType('AdvanceCustomersInput', { description: 'Where many customers are to go.' })
export class AdvanceCustomersInput extends KeyedInput {
  @Ids(MOST_MOVED, `Which customers: at least one, at most ${MOST_MOVED}. One that stands twice is moved once.`)
  customerIds!: readonly string[];

  @Text(CODE, 'Code of the stage to enter; one that none of their playbooks has is BAD_USER_INPUT.')
  to!: string;

  @OptionalText(
    CODE,
    'Code of a reason, where the stage asks for one; for all of them. One that an item’s own playbook doesn’t offer there counts for it as none; one that none of their playbooks offers is BAD_USER_INPUT.',
  )
  reason?: string | null;

  @OptionalText(NOTE, 'A note for the history of each.')
  note?: string | null;
}

@InputType('RecordQuoteInput', { description: 'A quote that was sent to a customer.' })
export class RecordQuoteInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => Decimal, { description: 'The price; above zero.' })
  amount!: string;

  @OptionalText(CURRENCY, 'Currency by its ISO 4217 code. Null: CNY.')
  currency?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The document that was sent: a file of your own from createUpload, as pdf, doc, docx, xls, xlsx, png, jpg, jpeg or webp, that is attached to nothing else (else refused with IN_USE). Null: none.',
  })
  fileId?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it was sent, not in the future. Null: now.' })
  sentAt?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the customer has confirmed that it arrived. Null: not yet.',
  })
  receiptConfirmed?: boolean | null;
}

@InputType('ConfirmQuoteReceiptInput', { description: 'A quote that the customer says arrived.' })
export class ConfirmQuoteReceiptInput extends KeyedInput {
  @Field(() => ID, { description: 'Which quote.' })
  quoteId!: string;
}
