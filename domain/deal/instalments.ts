import { add, after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import { NOT_BEGUN } from '../deadline/chain.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message } from '../message.js';
import { isMore, isPositive, isSameAmount, isTooLarge, NOTHING, sumOf } from '../money.js';
import { acceptFor } from '../settle.js';
import { dealBegun, unsignedPrice } from './begin.js';
import type { Deal, DealFile, Instalment } from './deal.js';
import { settledInstalments } from './settlement.js';

export interface NewInstalment {
  readonly amount: string;
  readonly dueAt: Date;
}

/** No plan has more. */
export const MOST_INSTALMENTS = 120;

/**
 * The whole plan of payments from now on. Those that were there with the same amount and time stay what they are; what has been paid goes to
 * the new plan. Once a price is signed, together they are at most that.
 */
export function decideSetInstalments(file: CustomerFile, plan: readonly NewInstalment[], call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const { deal, changes: begun } = dealBegun(file, call);
  requireSensible(deal, plan);
  const { kept, added } = compared(deal, plan, call);
  const gone = deal.instalments.filter((one) => !kept.includes(one));
  if (added.length === 0 && gone.length === 0) return acceptFor(file, [], call, {});
  const planned = [
    ...begun,
    ...gone.map(({ id }) => set('Instalment', id, { cancelledAt: call.now })),
    ...added.map((one) => add('Instalment', one)),
    set('Deal', deal.id, { termsSetAt: call.now, ...repriced(file, deal, plan) }),
  ];
  const changes = [
    ...planned,
    ...paidAnew(after(file, planned), deal.id),
    set('Customer', file.customer.id, activity(file.customer, call.now)),
    event('INSTALMENTS_SET', { customerId: file.customer.id, data: { dealId: deal.id, count: plan.length } }),
  ];
  return acceptFor(file, changes, call, { dealId: deal.id });
}

/** One that began without a signature may be worth more, or less, by its new plan. */
export function repriced(file: CustomerFile, deal: DealFile, instalments: readonly NewInstalment[]): Partial<Deal> {
  if (deal.signedAt !== null || deal.paymentOpenedAt === null) return {};
  return { amount: unsignedPrice(file, { ...deal, instalments }) };
}

/** What has come in for each instalment, where the payments or the plan have changed. */
export function paidAnew({ deals }: CustomerFile, dealId: string): Changes {
  const deal = deals.find(({ id }) => id === dealId)!;
  return settledInstalments(deal).flatMap(({ id, paid, paidAt }, index) => {
    const before = deal.instalments[index]!;
    const isSame = isSameAmount(before.paid, paid) && before.paidAt?.getTime() === paidAt?.getTime();
    return isSame ? [] : [set('Instalment', id, { paid, paidAt })];
  });
}

function requireSensible({ amount, currency, signedAt }: DealFile, plan: readonly NewInstalment[]): void {
  if (plan.length > MOST_INSTALMENTS) throw badInput('instalments', message('TOO_MANY', { max: MOST_INSTALMENTS }));
  const empty = plan.findIndex((one) => !isPositive(one.amount));
  if (empty >= 0) throw badInput(`instalments.${empty}.amount`, message('AMOUNT_NOT_POSITIVE'));
  const sum = sumOf(plan.map((one) => one.amount));
  if (isTooLarge(sum)) throw badInput('instalments', message('AMOUNT_TOO_LARGE'));
  if (signedAt !== null && amount !== null && isMore(sum, amount))
    throw badInput(
      'instalments',
      message('INSTALMENTS_EXCEED', { sum: `${currency} ${sum}`, amount: `${currency} ${amount}` }),
    );
}

function compared({ id: dealId, instalments }: DealFile, plan: readonly NewInstalment[], call: Call) {
  const kept: Instalment[] = [];
  const added: Instalment[] = [];
  for (const { amount, dueAt } of plan) {
    const same = instalments.find(
      (one) => !kept.includes(one) && isSameAmount(one.amount, amount) && one.dueAt.getTime() === dueAt.getTime(),
    );
    if (same) kept.push(same);
    else added.push(newInstalment({ dealId, amount, dueAt }, call));
  }
  return { kept, added };
}

const newInstalment = (given: Pick<Instalment, 'dealId' | 'amount' | 'dueAt'>, call: Call): Instalment => ({
  ...given,
  id: call.newId('Instalment'),
  paid: NOTHING,
  paidAt: null,
  ...NOT_BEGUN,
  cancelledAt: null,
  createdAt: call.now,
});
