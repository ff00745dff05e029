import { event, set } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message } from '../message.js';
import { isPositive, isSameAmount } from '../money.js';
import { acceptFor } from '../settle.js';
import { dealBegun } from './begin.js';
import { isCurrency } from './currency.js';
import type { DealFile } from './deal.js';

export interface Signing {
  readonly amount: string;
  readonly currency?: string | null;
  readonly signedAt: Date;
}

/** The contract was signed, for how much and when; said again, it corrects what was said before. */
export function decideSignContract(file: CustomerFile, signing: Signing, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  requireSensible(signing, call);
  const { deal, changes } = dealBegun(file, call);
  const terms = { amount: signing.amount, currency: signing.currency || deal.currency, signedAt: signing.signedAt };
  if (isSaid(deal, terms)) return acceptFor(file, [], call, {});
  const hasMoney = deal.instalments.length > 0 || deal.payments.length > 0;
  if (hasMoney && terms.currency !== deal.currency)
    throw badInput('currency', message('CURRENCY_IN_USE', { currency: deal.currency }));
  const signed = [
    ...changes,
    set('Deal', deal.id, { ...terms, termsSetAt: call.now }),
    set('Customer', file.customer.id, { signedAt: terms.signedAt, ...activity(file.customer, call.now) }),
    event('CONTRACT_SIGNED', {
      customerId: file.customer.id,
      data: { dealId: deal.id, amount: terms.amount, currency: terms.currency },
    }),
  ];
  return acceptFor(file, signed, call, { dealId: deal.id });
}

function requireSensible({ amount, currency, signedAt }: Signing, call: Call): void {
  if (!isPositive(amount)) throw badInput('amount', message('AMOUNT_NOT_POSITIVE'));
  if (currency && !isCurrency(currency)) throw badInput('currency', message('UNKNOWN_CURRENCY'));
  if (signedAt > call.now) throw badInput('signedAt', message('IN_THE_FUTURE'));
}

const isSaid = (deal: DealFile, { amount, currency, signedAt }: Required<Signing>): boolean =>
  deal.amount !== null &&
  isSameAmount(deal.amount, amount) &&
  deal.currency === currency &&
  deal.signedAt?.getTime() === signedAt.getTime();
