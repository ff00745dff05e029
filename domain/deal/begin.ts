import { add, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { dueAfter } from '../calendar.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import { isMore, sumOf } from '../money.js';
import type { StageDefinition } from '../playbook/playbook.js';
import { USUAL_CURRENCY } from './currency.js';
import { currentDeal, type DealFile } from './deal.js';

/** The deal of the present cycle, begun where there is none yet, in the currency of the newest quote. */
export function dealBegun(file: CustomerFile, call: Call): { readonly deal: DealFile; readonly changes: Changes } {
  const there = currentDeal(file);
  if (there) return { deal: there, changes: [] };
  const deal = {
    id: call.newId('Deal'),
    customerId: file.customer.id,
    amount: null,
    currency: file.quotes[0]?.currency ?? USUAL_CURRENCY,
    signedAt: null,
    paymentOpenedAt: null,
    termsSetAt: call.now,
    planStep: null,
    planResumedAt: null,
    pastSince: null,
    createdAt: call.now,
  };
  return { deal: { ...deal, instalments: [], payments: [], delivery: null }, changes: [add('Deal', deal)] };
}

/** Entering a stage that opens payment or delivery begins to ask for them; once opened, they stay so. */
export function dealOpened(file: CustomerFile, { opens = [] }: StageDefinition, call: Call): Changes {
  if (opens.length === 0) return [];
  const { deal, changes } = dealBegun(file, call);
  const pays = opens.includes('PAYMENT') && deal.paymentOpenedAt === null;
  const delivers = opens.includes('DELIVERY') && deal.delivery === null;
  return [
    ...changes,
    ...(pays
      ? [set('Deal', deal.id, { paymentOpenedAt: call.now, amount: deal.amount ?? unsignedPrice(file, deal) })]
      : []),
    ...(delivers ? deliveryOpened(file, deal.id, call) : []),
  ];
}

/** A sale that is lost after all isn't asked to be paid any more, also once the customer is reopened; won again, it is. */
export function dealLost(file: CustomerFile, { outcome }: StageDefinition): Changes {
  const deal = outcome === 'LOST' ? currentDeal(file) : null;
  return deal && deal.paymentOpenedAt !== null ? [set('Deal', deal.id, { paymentOpenedAt: null })] : [];
}

/**
 * What a deal is worth that begins without a signature, by its first payment: what was quoted last, or what the instalments add up to where
 * that is more or nothing was quoted. Null: nobody knows.
 */
export function unsignedPrice(
  { quotes }: Pick<CustomerFile, 'quotes'>,
  {
    currency,
    instalments,
  }: { readonly currency: string; readonly instalments: readonly { readonly amount: string }[] },
): string | null {
  const quoted = quotes.find((quote) => quote.sentAt !== null && quote.currency === currency)?.amount;
  const planned = instalments.length > 0 ? sumOf(instalments.map(({ amount }) => amount)) : null;
  if (quoted === undefined || planned === null) return quoted ?? planned;
  return isMore(planned, quoted) ? planned : quoted;
}

function deliveryOpened({ playbook, calendar }: CustomerFile, dealId: string, call: Call): Changes {
  const { handOverWithin, checklist } = playbook.deal.delivery;
  const id = call.newId('DealDelivery');
  const delivery = {
    id,
    dealId,
    openedAt: call.now,
    dueAt: dueAfter(call.now, handOverWithin, 'CLOCK', calendar),
    toUserId: null,
    handedOverAt: null,
    note: null,
    ...NOT_BEGUN,
  };
  const items = checklist.map(({ code, label }, index) =>
    add('ChecklistItem', {
      id: call.newId('ChecklistItem'),
      deliveryId: id,
      code,
      label,
      position: index + 1,
      doneAt: null,
      doneById: null,
    }),
  );
  return [add('DealDelivery', delivery), ...items];
}
