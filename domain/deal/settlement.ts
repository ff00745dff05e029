import { isPositive, isSameAmount, lesser, NOTHING, sumOf, without } from '../money.js';
import type { DealFile, Instalment, Payment } from './deal.js';
import { byPaidAt } from './fold.js';

type Deal = Pick<DealFile, 'amount' | 'instalments' | 'payments'>;

/** How a deal's money stands. Amounts are in its currency; null: nobody knows yet what it is worth. */
export interface Balance {
  readonly paid: string;
  readonly outstanding: string | null;
  readonly overpaid: string;
  /** The part of the agreed amount that no instalment covers; null until there is an amount. */
  readonly unplanned: string | null;
}

/** What is owed in all: the agreed amount, or before there is one, the instalments. */
export function balanceOf({ amount, instalments, payments }: Deal): Balance {
  const paid = sumOf(payments.map((payment) => payment.amount));
  const planned = sumOf(instalments.map((instalment) => instalment.amount));
  const total = amount ?? (instalments.length > 0 ? planned : null);
  return {
    paid,
    outstanding: total === null ? null : without(total, paid),
    overpaid: total === null ? NOTHING : without(paid, total),
    unplanned: amount === null ? null : without(amount, planned),
  };
}

/** Money is still to come: less came in than was agreed, or planned where nothing was agreed yet. */
export function isOwed(deal: Deal): boolean {
  const { outstanding } = balanceOf(deal);
  return outstanding !== null && isPositive(outstanding);
}

/** Nobody has said yet when the money is to come: there are no instalments, or they don't add up to what was agreed. */
export function needsPlan(deal: Deal): boolean {
  const { amount, instalments } = deal;
  const planned = sumOf(instalments.map((instalment) => instalment.amount));
  const isPlanned = instalments.length > 0 && (amount === null || isSameAmount(amount, planned));
  return !isPlanned && (amount === null || isOwed(deal));
}

/** Payments for an instalment go to it; what is left of them, and all others, go to whatever is due first. */
export function settledInstalments({ instalments, payments }: Omit<Deal, 'amount'>): readonly Instalment[] {
  const pots = instalments.map((instalment) => new Pot(instalment));
  const byTime = [...payments].sort(byPaidAt);
  const left = byTime.map((payment) => {
    const meant = pots.find(({ instalment }) => instalment.id === payment.instalmentId);
    return { ...payment, amount: meant ? meant.fill(payment) : payment.amount };
  });
  for (const payment of left) pots.reduce((amount, pot) => pot.fill({ ...payment, amount }), payment.amount);
  return pots.map((pot) => pot.filled());
}

/** An instalment while money is poured into it. */
class Pot {
  private open: string;
  private latest: Date | null = null;

  constructor(readonly instalment: Instalment) {
    this.open = instalment.amount;
  }

  /** Takes what it can hold, and answers what is left over. */
  fill({ amount, paidAt }: Pick<Payment, 'amount' | 'paidAt'>): string {
    const taken = lesser(this.open, amount);
    if (!isPositive(taken)) return amount;
    this.open = without(this.open, taken);
    if (this.latest === null || paidAt > this.latest) this.latest = paidAt;
    return without(amount, taken);
  }

  filled(): Instalment {
    const { instalment, open, latest } = this;
    return { ...instalment, paid: without(instalment.amount, open), paidAt: isPositive(open) ? null : latest };
  }
}
