import { Field, ID, InputType } from 'type-graphql';
import { MOST_INSTALMENTS } from '../../domain/deal/instalments.js';
import { DateTime, Decimal } from '../scalars.js';
import { KeyedInput } from './keyed.input.js';
import { Entries, LINE, NAME, NOTE, OptionalText, Text } from './limits.js';

const CURRENCY = 3;

@InputType('AttachContractInput', { description: 'A contract file to attach to a customer.' })
export class AttachContractInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => ID, {
    description:
      'A file of your own from createUpload whose bytes have arrived: pdf, docx, png, jpg, jpeg or webp. Another kind is BAD_USER_INPUT.',
  })
  fileId!: string;
}

@InputType('ConfirmInvoiceInput', { description: 'Invoice details that the customer confirmed.' })
export class ConfirmInvoiceInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Text(LINE, 'Name on the invoice (发票抬头).')
  title!: string;

  @Text(
    NAME,
    'Taxpayer’s number (纳税人识别号): a unified social credit code of 18 signs (GB 32100-2015), or a number of 15 from before that, six digits of the region and the organisation’s code (GB 11714). Blanks, hyphens, small letters and full-width signs are as good. Another length or sign, or a check sign that doesn’t fit, is BAD_USER_INPUT.',
  )
  taxNumber!: string;
}

@InputType('SignContractInput', { description: 'What was signed, and when.' })
export class SignContractInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => Decimal, { description: 'The agreed price; above zero.' })
  amount!: string;

  @OptionalText(
    CURRENCY,
    'Currency by its ISO 4217 code. It can’t change once instalments or payments are recorded. Null: that of the deal, which is the newest quote’s, else CNY.',
  )
  currency?: string | null;

  @Field(() => DateTime, { description: 'When it was signed; not in the future.' })
  signedAt!: Date;
}

@InputType('InstalmentInput', { description: 'A part of the price and when it is due.' })
export class InstalmentInput {
  @Field(() => Decimal, { description: 'How much, in the deal’s currency; above zero.' })
  amount!: string;

  @Field(() => DateTime, { description: 'When it is due; a time that has passed is as good.' })
  dueAt!: Date;
}

@InputType('SetInstalmentsInput', { description: 'The whole plan of payments from now on.' })
export class SetInstalmentsInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => [InstalmentInput], {
    description: `Every instalment, in any order; none empties the plan. Together at most the signed price, once there is one. At most ${MOST_INSTALMENTS}.`,
  })
  @Entries(MOST_INSTALMENTS, LINE)
  instalments!: readonly InstalmentInput[];
}

@InputType('RecordPaymentInput', { description: 'Money that came in.' })
export class RecordPaymentInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'The instalment it is for, of this customer’s plan, else NOT_FOUND. Null: it goes to the instalment that is due first, what is left to the next, and may be more than is owed.',
  })
  instalmentId?: string | null;

  @Field(() => Decimal, {
    description: 'How much, in the deal’s currency; above zero, and no more than is open of the instalment it is for.',
  })
  amount!: string;

  @Field(() => DateTime, { description: 'When it came in; not in the future.' })
  paidAt!: Date;
}

@InputType('VoidPaymentInput', { description: 'A payment that was recorded by mistake.' })
export class VoidPaymentInput extends KeyedInput {
  @Field(() => ID, { description: 'Which payment.' })
  paymentId!: string;

  @Text(LINE, 'Why it is taken back.')
  note!: string;
}

@InputType('HandOverDeliveryInput', { description: 'Who delivers what was sold.' })
export class HandOverDeliveryInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer.' })
  customerId!: string;

  @Field(() => ID, { description: 'An active user of any team; they need not see the customer.' })
  toUserId!: string;

  @OptionalText(NOTE, 'What they have to know; it stands on their card.')
  note?: string | null;
}

@InputType('CheckDeliveryItemInput', { description: 'An entry of a delivery’s checklist to tick off.' })
export class CheckDeliveryItemInput extends KeyedInput {
  @Field(() => ID, { description: 'Which entry.' })
  itemId!: string;

  @Field(() => Boolean, { nullable: true, description: 'False opens it again. Null: true.' })
  done?: boolean | null;
}

@InputType('WriteReviewInput', { description: 'Why a customer was won or lost.' })
export class WriteReviewInput extends KeyedInput {
  @Field(() => ID, { description: 'Which customer; it has to stand in a stage that is won or lost.' })
  customerId!: string;

  @Text(NOTE, 'The review (复盘): what made the difference. It takes the place of an earlier one.')
  note!: string;
}
