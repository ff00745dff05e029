import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { balanceOf, type Balance } from '../../domain/deal/settlement.js';
import { without } from '../../domain/money.js';
import { DateTime, Decimal } from '../../schema/scalars.js';
import { CustomerType } from '../../schema/types/customer.type.js';
import {
  ChecklistItemType,
  DealDeliveryType,
  DealType,
  InstalmentType,
  PaymentType,
} from '../../schema/types/deal.type.js';
import { UserType } from '../../schema/types/people.type.js';
import type { Context } from '../context.js';
import { around, timeOf } from '../past.js';
import type { ChecklistItemRow, DealDeliveryRow, DealRow, InstalmentRow, PaymentRow } from '../queries/rows.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';

@Resolver(() => DealType)
export class DealFields {
  @FieldResolver(() => [InstalmentType], { description: 'The present plan of payments, earliest due first.' })
  instalments(@Root() deal: DealRow, @Ctx() ctx: Context) {
    return around(deal, ctx).instalments.load(deal.id);
  }

  @FieldResolver(() => [PaymentType], { description: 'What came in, earliest first; also what was taken back.' })
  payments(@Root() deal: DealRow, @Ctx() ctx: Context) {
    return around(deal, ctx).payments.load(deal.id);
  }

  @FieldResolver(() => Decimal, { description: 'What came in altogether.' })
  async paid(@Root() deal: DealRow, @Ctx() ctx: Context): Promise<string> {
    return (await balance(deal, ctx)).paid;
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description:
      'What is still to come: of the agreed amount, before that of the instalments. Null: neither is recorded, so nobody knows.',
  })
  async outstanding(@Root() deal: DealRow, @Ctx() ctx: Context): Promise<string | null> {
    return (await balance(deal, ctx)).outstanding;
  }

  @FieldResolver(() => Decimal, {
    description: 'What came in beyond what is owed; zero while nobody knows what that is.',
  })
  async overpaid(@Root() deal: DealRow, @Ctx() ctx: Context): Promise<string> {
    return (await balance(deal, ctx)).overpaid;
  }

  @FieldResolver(() => Decimal, {
    nullable: true,
    description:
      'The part of the agreed amount that no instalment covers; while there is one, the owner is asked for it after a time. Null: there is no agreed amount.',
  })
  async unplanned(@Root() deal: DealRow, @Ctx() ctx: Context): Promise<string | null> {
    return (await balance(deal, ctx)).unplanned;
  }

  @FieldResolver(() => DealDeliveryType, {
    nullable: true,
    description: 'Its delivery. Null: no stage has opened it yet.',
  })
  delivery(@Root() deal: DealRow, @Ctx() ctx: Context) {
    return around(deal, ctx).deliveryOfDeal.load(deal.id);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who delivers. Null: nobody has been named.' })
  async deliveryOwner(@Root() deal: DealRow, @Ctx() ctx: Context) {
    const toUserId = (await around(deal, ctx).deliveryOfDeal.load(deal.id))?.toUserId;
    return toUserId ? ctx.loaders.user.load(toUserId) : null;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it was last handed over for delivery. Null: not yet.',
  })
  async handedOverAt(@Root() deal: DealRow, @Ctx() ctx: Context): Promise<Date | null> {
    return (await around(deal, ctx).deliveryOfDeal.load(deal.id))?.handedOverAt ?? null;
  }

  @FieldResolver(() => CustomerType, { nullable: true, description: 'Whose it is. Null: not the viewer’s to see.' })
  customer(@Root() { customerId }: DealRow, @Ctx() { loaders }: Context) {
    return loaders.customer.load(customerId);
  }
}

/** Counted by the same rules as decisions count it. */
async function balance(deal: DealRow, ctx: Context): Promise<Balance> {
  const loaders = around(deal, ctx);
  const [instalments, payments] = await Promise.all([
    loaders.instalments.load(deal.id),
    loaders.payments.load(deal.id),
  ]);
  return balanceOf({
    amount: deal.amount,
    instalments,
    payments: payments.filter(({ voidedAt }) => voidedAt === null),
  });
}

@Resolver(() => InstalmentType)
export class InstalmentFields {
  @FieldResolver(() => Decimal, { description: 'What of it is still to come.' })
  outstanding(@Root() { amount, paid }: InstalmentRow): string {
    return without(amount, paid);
  }

  @FieldResolver(() => Boolean, { description: 'Its time has passed, and not all of it has come in.' })
  overdue(@Root() instalment: InstalmentRow): boolean {
    return instalment.paidAt === null && instalment.dueAt <= timeOf(instalment);
  }
}

@Resolver(() => PaymentType)
export class PaymentFields {
  @FieldResolver(() => InstalmentType, {
    nullable: true,
    description:
      'The instalment it was recorded for, which another plan may have replaced. Null: whatever is due first.',
  })
  instalment(@Root() payment: PaymentRow, @Ctx() ctx: Context) {
    return payment.instalmentId === null ? null : around(payment, ctx).instalment.load(payment.instalmentId);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who recorded it. Null: the system did.' })
  by(@Root() { byId }: PaymentRow, @Ctx() { loaders }: Context) {
    return byId === null ? null : loaders.user.load(byId);
  }
}

@Resolver(() => DealDeliveryType)
export class DealDeliveryFields {
  @FieldResolver(() => UserType, { nullable: true, description: 'Who delivers. Null: nobody has been named.' })
  owner(@Root() { toUserId }: DealDeliveryRow, @Ctx() { loaders }: Context) {
    return toUserId === null ? null : loaders.user.load(toUserId);
  }

  @FieldResolver(() => [ChecklistItemType], { description: 'What it has to see to, in order.' })
  checklist(@Root() delivery: DealDeliveryRow, @Ctx() ctx: Context) {
    return around(delivery, ctx).checklist.load(delivery.id);
  }

  @FieldResolver(() => DealType, { nullable: true, description: 'Of which deal. Null: not the viewer’s to see.' })
  deal(@Root() { dealId }: DealDeliveryRow, @Ctx() { loaders }: Context) {
    return loaders.deal.load(dealId);
  }
}

@Resolver(() => ChecklistItemType)
export class ChecklistItemFields {
  @FieldResolver(() => String, { description: 'What has to be seen to.' })
  label(@Root() { label }: ChecklistItemRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return wordIn(ctx, locale, label);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who saw to it. Null: it is open.' })
  doneBy(@Root() { doneById }: ChecklistItemRow, @Ctx() { loaders }: Context) {
    return doneById === null ? null : loaders.user.load(doneById);
  }
}
