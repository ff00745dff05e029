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
import type { ChecklistItemRow, DealDeliveryRow, DealRow, InstalmentRow, PaymentRow } from '../queries/rows.js';
import { LocaleArg, wordIn, type AskedLocale } from '../texts.js';

@Resolver(() => DealType)
export class DealFields {
  @FieldResolver(() => [InstalmentType], { description: 'The present plan of payments, earliest due first.' })
  instalments(@Root() { id }: DealRow, @Ctx() { loaders }: Context) {
    return loaders.instalments.load(id);
  }

  @FieldResolver(() => [PaymentType], { description: 'What came in, earliest first; also what was taken back.' })
  payments(@Root() { id }: DealRow, @Ctx() { loaders }: Context) {
    return loaders.payments.load(id);
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
  delivery(@Root() { id }: DealRow, @Ctx() { loaders }: Context) {
    return loaders.deliveryOfDeal.load(id);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who delivers. Null: nobody has been named.' })
  async deliveryOwner(@Root() { id }: DealRow, @Ctx() { loaders }: Context) {
    const toUserId = (await loaders.deliveryOfDeal.load(id))?.toUserId;
    return toUserId ? loaders.user.load(toUserId) : null;
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it was last handed over for delivery. Null: not yet.',
  })
  async handedOverAt(@Root() { id }: DealRow, @Ctx() { loaders }: Context): Promise<Date | null> {
    return (await loaders.deliveryOfDeal.load(id))?.handedOverAt ?? null;
  }

  @FieldResolver(() => CustomerType, { nullable: true, description: 'Whose it is. Null: not the viewer’s to see.' })
  customer(@Root() { customerId }: DealRow, @Ctx() { loaders }: Context) {
    return loaders.customer.load(customerId);
  }
}

/** Counted by the same rules as decisions count it. */
async function balance({ id, amount }: DealRow, { loaders }: Context): Promise<Balance> {
  const [instalments, payments] = await Promise.all([loaders.instalments.load(id), loaders.payments.load(id)]);
  return balanceOf({ amount, instalments, payments: payments.filter(({ voidedAt }) => voidedAt === null) });
}

@Resolver(() => InstalmentType)
export class InstalmentFields {
  @FieldResolver(() => Decimal, { description: 'What of it is still to come.' })
  outstanding(@Root() { amount, paid }: InstalmentRow): string {
    return without(amount, paid);
  }

  @FieldResolver(() => Boolean, { description: 'Its time has passed, and not all of it has come in.' })
  overdue(@Root() { dueAt, paidAt }: InstalmentRow): boolean {
    return paidAt === null && dueAt <= new Date();
  }
}

@Resolver(() => PaymentType)
export class PaymentFields {
  @FieldResolver(() => InstalmentType, {
    nullable: true,
    description:
      'The instalment it was recorded for, which another plan may have replaced. Null: whatever is due first.',
  })
  instalment(@Root() { instalmentId }: PaymentRow, @Ctx() { loaders }: Context) {
    return instalmentId === null ? null : loaders.instalment.load(instalmentId);
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
  checklist(@Root() { id }: DealDeliveryRow, @Ctx() { loaders }: Context) {
    return loaders.checklist.load(id);
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
