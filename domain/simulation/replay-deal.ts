import { add, after, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { dealBegun } from '../deal/begin.js';
import type { Deal, DealFile } from '../deal/deal.js';
import { openDelivery } from '../deal/deliver.js';
import { paidAnew, repriced } from '../deal/instalments.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import { NOTHING } from '../money.js';
import type { Logged, PastDeal } from './past.js';
import { recorded } from './recorded.js';
import type { Replayed, Scene } from './replay.js';
import { paymentsAt, planAt } from './stand-deal.js';

/** What was signed, planned or paid is the same on the draft; what is asked for, and when, follows from it there. */
export function dealReplayed(file: CustomerFile, entry: Logged, { past, call }: Scene): Replayed {
  const told = past.deals.find(({ id }) => id === entry.data['dealId']);
  if (!told) return { changes: recorded(file, entry) };
  const { deal, changes: begun } = sameDeal(file, told) ?? dealBegun(file, call);
  const justAfter = new Date(entry.at.getTime() + 1);
  const plan = planAt(told.instalments, justAfter);
  const changes = [
    ...begun,
    ...planned(deal, plan),
    ...paid(deal, paymentsAt(told.payments, justAfter), entry.at),
    set('Deal', deal.id, agreed(file, { deal: { ...deal, instalments: plan }, entry })),
  ];
  return { changes: [...changes, ...paidAnew(after(file, changes), deal.id), ...recorded(file, entry)] };
}

function sameDeal({ deals }: CustomerFile, { id }: PastDeal) {
  const deal = deals.find((one) => one.id === id);
  return deal && { deal, changes: [] };
}

function planned(deal: DealFile, plan: PastDeal['instalments']): Changes {
  const isIn = (list: readonly { id: string }[]) => (one: { id: string }) => list.some(({ id }) => id === one.id);
  const gone = deal.instalments.filter((one) => !isIn(plan)(one));
  const fresh = plan.filter((one) => !isIn(deal.instalments)(one));
  return [
    ...gone.map(({ id, createdAt }) => set('Instalment', id, { cancelledAt: createdAt })),
    ...fresh.map((one) =>
      add('Instalment', { ...one, ...NOT_BEGUN, dealId: deal.id, paid: NOTHING, paidAt: null, cancelledAt: null }),
    ),
  ];
}

function paid(deal: DealFile, payments: PastDeal['payments'], voidedAt: Date): Changes {
  const gone = deal.payments.filter(({ id }) => !payments.some((one) => one.id === id));
  const fresh = payments.filter(({ id }) => !deal.payments.some((one) => one.id === id));
  return [
    ...gone.map(({ id }) => set('Payment', id, { voidedAt })),
    ...fresh.map((one) => add('Payment', { ...one, dealId: deal.id })),
  ];
}

function agreed(file: CustomerFile, { deal, entry }: { deal: DealFile; entry: Logged }): Partial<Deal> {
  const { amount, currency } = entry.data as { amount: string; currency: string };
  if (entry.type === 'CONTRACT_SIGNED') return { amount, currency, termsSetAt: entry.at, ...signed(entry) };
  return entry.type === 'INSTALMENTS_SET' ? { termsSetAt: entry.at, ...repriced(file, deal, deal.instalments) } : {};
}

function signed({ changes }: Logged): Partial<Deal> {
  const said = changes.find(({ field }) => field === 'deal.signedAt')?.new;
  return said ? { signedAt: new Date(said as string) } : {};
}

/** The delivery of the draft's deal goes to the same person. */
export function handedOver(file: CustomerFile, entry: Logged, { call }: Scene): Replayed {
  const delivery = openDelivery(file);
  if (!delivery) return { changes: recorded(file, entry) };
  const handed = set('DealDelivery', delivery.id, {
    toUserId: entry.data['toUserId'] as string,
    handedOverAt: call.now,
  });
  return { changes: [handed, ...recorded(file, entry)] };
}
