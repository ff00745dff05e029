import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTime, Decimal } from '../scalars.js';
import { NodeType } from './node.type.js';

/** Wraps the customer's own row, once a title is known. */
@ObjectType('InvoiceDetails', {
  description: 'To whom invoices are made out.',
  simpleResolvers: true,
})
export class InvoiceDetailsType {
  @Field(() => String, { description: 'Name on the invoice (发票抬头).' })
  title!: string;

  @Field(() => String, {
    description:
      'Taxpayer’s number (纳税人识别号): a unified social credit code of 18 signs, or a number of 15 from before that.',
  })
  taxNumber!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the customer confirmed it. Null: not since the customer was reopened.',
  })
  confirmedAt!: Date | null;
}

@ObjectType('Deal', {
  description:
    'What was agreed with a customer, what was paid, and the delivery. It begins with the first of these that is recorded, or with a stage that opens payment or delivery; a customer who was reopened begins a new one. Seen by whoever sees the customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class DealType extends NodeType {
  @Field(() => Decimal, {
    nullable: true,
    description:
      'The agreed price, in `currency`: as signed. Where the customer is won before anything is signed, e.g. by a first payment, what was quoted last, or what the instalments add up to if that is more; signing corrects it. Null: neither signed nor won yet, or won with neither quote nor instalments.',
  })
  amount!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Currency of everything in this deal, by its ISO 4217 code: as signed, before that as the newest quote, else CNY.',
  })
  currency!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When the contract was signed. Null: not yet.' })
  signedAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description:
      'When the customer entered a stage that opens payment: from then on instalments are reminded of. Null: not yet.',
  })
  paymentOpenedAt!: Date | null;
}

@ObjectType('Instalment', {
  description: 'A part of the price and when it is due. Seen by whoever sees the customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class InstalmentType extends NodeType {
  @Field(() => Decimal, { description: 'How much, in the deal’s currency.' })
  amount!: string;

  @Field(() => DateTime, { description: 'When it is due.' })
  dueAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the payment came in that completed it. Null: not all of it has come in.',
  })
  paidAt!: Date | null;

  @Field(() => Decimal, {
    description:
      'How much of it has come in: payments for it, then what others brought, the instalment that is due first before the next.',
  })
  paid!: string;
}

@ObjectType('Payment', {
  description: 'Money that came in. Seen by whoever sees the customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class PaymentType extends NodeType {
  @Field(() => Decimal, { description: 'How much, in the deal’s currency.' })
  amount!: string;

  @Field(() => DateTime, { description: 'When it came in.' })
  paidAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was taken back as recorded by mistake: it counts no longer. Null: it counts.',
  })
  voidedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it was taken back. Null: it was not.' })
  voidNote!: string | null;
}

@ObjectType('DealDelivery', {
  description:
    'The delivery of what was sold. Seen by whoever sees the customer, and by the person who delivers, who need not see the customer.',
  implements: NodeType,
  simpleResolvers: true,
})
export class DealDeliveryType extends NodeType {
  @Field(() => DateTime, { description: 'When the customer entered the stage that opened it.' })
  openedAt!: Date;

  @Field(() => DateTime, {
    description:
      'By when somebody has to be named who delivers; then the owner is told, and after that their superiors.',
  })
  dueAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was last handed over. Null: nobody delivers yet.' })
  handedOverAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What whoever delivers was told. Null: nothing.' })
  note!: string | null;
}

@ObjectType('ChecklistItem', {
  description: 'One entry of a delivery’s checklist, as the playbook had it when the delivery was opened.',
  simpleResolvers: true,
})
export class ChecklistItemType {
  @Field(() => ID, { description: 'What checkDeliveryItem takes; no Node.' })
  id!: string;

  @Field(() => String, { description: 'Its code in the playbook.' })
  code!: string;

  @Field(() => Int, { description: 'Its place in the list, from 1.' })
  position!: number;

  @Field(() => DateTime, { nullable: true, description: 'When it was seen to. Null: it is open.' })
  doneAt!: Date | null;
}
