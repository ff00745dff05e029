import { add, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import type { Call } from '../decision.js';
import { dueAfter } from '../calendar.js';
import { NOT_BEGUN } from '../deadline/chain.js';
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
    ...(pays ? [set('Deal', deal.id, { paymentOpenedAt: call.now })] : []),
    ...(delivers ? deliveryOpened(file, deal.id, call) : []),
  ];
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
