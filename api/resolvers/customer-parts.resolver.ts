import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { quoteStatus, quoteStatusText, type QuoteStatus } from '../../domain/customer/quote.js';
import { QuoteStatusEnum } from '../../schema/enums.js';
import { CustomerFactsType, QuoteType, StageVisitType, TransitionType } from '../../schema/types/customer.type.js';
import { InvoiceDetailsType } from '../../schema/types/deal.type.js';
import { FileType } from '../../schema/types/file.type.js';
import { UserType } from '../../schema/types/people.type.js';
import { ReasonType, StageType } from '../../schema/types/playbook.type.js';
import { contactsMasked } from '../contacts.js';
import type { Transition } from '../../domain/playbook/transitions.js';
import type { Context } from '../context.js';
import { around } from '../past.js';
import type { CustomerRow, QuoteRow, StageVisitRow } from '../queries/rows.js';
import { LocaleArg, textIn, type AskedLocale } from '../texts.js';
import { reasonsInOrder, type ReasonRoot } from './reason.resolver.js';
import { moveReasonLabel, REASON_LABEL } from './reason-label.js';
import { loadStage, type StageRoot } from './stage-root.js';

@Resolver(() => CustomerFactsType)
export class CustomerFactsFields {
  @FieldResolver(() => [QuoteType], { description: 'Every quote, newest first.' })
  quotes(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return around(customer, ctx).quotes.load(customer.id);
  }

  @FieldResolver(() => [FileType], {
    description:
      'Every contract file, newest first. Empty also while contact details are hidden: they may stand in it.',
  })
  async contracts(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    if (customer.past && (await contactsMasked(customer, ctx))) return [];
    return around(customer, ctx).contractsOfCustomer.load(customer.id);
  }

  @FieldResolver(() => String, { nullable: true, description: `${REASON_LABEL}. Null: not lost.` })
  lossReasonLabel(
    @Root() { lossReason: code, playbookId, stage }: CustomerRow,
    @LocaleArg() locale: AskedLocale,
    @Ctx() ctx: Context,
  ) {
    return code === null ? null : moveReasonLabel({ code, playbookId, stage }, locale, ctx);
  }

  @FieldResolver(() => InvoiceDetailsType, {
    nullable: true,
    description: 'To whom invoices are made out. Null: not recorded.',
  })
  invoice(@Root() { invoiceTitle, invoiceTaxNumber, invoiceConfirmedAt }: CustomerRow): InvoiceDetailsType | null {
    if (invoiceTitle === null || invoiceTaxNumber === null) return null;
    return { title: invoiceTitle, taxNumber: invoiceTaxNumber, confirmedAt: invoiceConfirmedAt };
  }
}

@Resolver(() => QuoteType)
export class QuoteFields {
  @FieldResolver(() => QuoteStatusEnum, { description: 'How it stands.' })
  status(@Root() quote: QuoteRow): QuoteStatus {
    return quoteStatus(quote);
  }

  @FieldResolver(() => String, { description: 'The same in words, e.g. 已发待确认.' })
  statusText(@Root() quote: QuoteRow, @LocaleArg() locale: AskedLocale, @Ctx() ctx: Context): string {
    return textIn(ctx, locale, quoteStatusText(quoteStatus(quote)));
  }

  @FieldResolver(() => FileType, {
    nullable: true,
    description: 'The document that was sent. Null: none, or hidden while contact details are: they may stand in it.',
  })
  file(@Root() { fileId }: QuoteRow, @Ctx() { loaders }: Context) {
    return fileId === null ? null : loaders.file.load(fileId);
  }
}

@Resolver(() => TransitionType)
export class TransitionFields {
  @FieldResolver(() => StageType, { description: 'The stage it leads to.' })
  to(@Root() { to }: { readonly to: StageRoot }): StageRoot {
    return to;
  }

  @FieldResolver(() => [ReasonType], {
    description:
      'What the move may give as its `reason`, by the lists that hold for this customer, in order. Empty: it takes no reason.',
  })
  reasons(@Root() { reasons }: Pick<Transition, 'reasons'>): readonly ReasonRoot[] {
    return reasonsInOrder(reasons);
  }
}

@Resolver(() => StageVisitType)
export class StageVisitFields {
  @FieldResolver(() => StageType, { description: 'The stage, as its playbook version had it then.' })
  stage(@Root() { playbookId, stage }: StageVisitRow, @Ctx() ctx: Context) {
    return loadStage(playbookId, stage, ctx);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: `${REASON_LABEL}; of a manager’s override their own words. Null: none was asked for.`,
  })
  reasonLabel(
    @Root() { reason: code, playbookId, stage }: StageVisitRow,
    @LocaleArg() locale: AskedLocale,
    @Ctx() ctx: Context,
  ) {
    return code === null ? null : moveReasonLabel({ code, playbookId, stage }, locale, ctx);
  }

  @FieldResolver(() => UserType, { nullable: true, description: 'Who made the move. Null: the system did.' })
  by(@Root() { byId }: StageVisitRow, @Ctx() { loaders }: Context) {
    return byId === null ? null : loaders.user.load(byId);
  }
}
