import { add, after, event, set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import { badInput, notFound, refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message } from '../message.js';
import { isMore, isPositive, isTooLarge, sumOf, without } from '../money.js';
import { acceptFor } from '../settle.js';
import { dealBegun } from './begin.js';
import { currentDeal, type DealFile, type Instalment, type Payment } from './deal.js';
import { paidAnew } from './instalments.js';

export interface NewPayment {
  /** Left out: it goes to whatever is due first. */
  readonly instalmentId?: string | null;
  readonly amount: string;
  readonly paidAt: Date;
}

/**
 * Money came in. For an instalment it is at most what is still open of it, and never for one that is paid: the same money is easily recorded
 * twice. Without one it goes to whatever is due first, and may be more than is owed.
 */
export function decideRecordPayment(file: CustomerFile, given: NewPayment, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  if (!isPositive(given.amount)) throw badInput('amount', message('AMOUNT_NOT_POSITIVE'));
  if (given.paidAt > call.now) throw badInput('paidAt', message('IN_THE_FUTURE'));
  const meant = given.instalmentId ? instalmentOf(file, given.instalmentId) : null;
  if (meant?.instalment.paidAt) return refuse({ code: 'ALREADY_CLOSED' });
  if (meant) requireFitting(meant, given.amount);
  const { deal, changes: begun } = meant ? { deal: meant.deal, changes: [] } : dealBegun(file, call);
  if (isTooLarge(sumOf([given.amount, ...deal.payments.map(({ amount }) => amount)])))
    throw badInput('amount', message('AMOUNT_TOO_LARGE'));
  const payment = newPayment(deal, given, call);
  const data = { dealId: deal.id, paymentId: payment.id, instalmentId: payment.instalmentId, amount: payment.amount };
  return acceptFor(file, counted(file, deal, [...begun, add('Payment', payment)], data, call), call, {
    paymentId: payment.id,
  });
}

/** A payment that was recorded by mistake is taken back, and what it had paid is owed again; it stays in the history. */
export function decideVoidPayment(file: CustomerFile, paymentId: string, note: string, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const deal = file.deals.find(({ payments }) => payments.some(({ id }) => id === paymentId));
  if (!deal) return acceptFor(file, [], call, { paymentId });
  const voided = set('Payment', paymentId, {
    voidedAt: call.now,
    voidedById: call.by?.id ?? null,
    voidNote: note,
  });
  const data = { dealId: deal.id, paymentId, voided: true, note };
  return acceptFor(file, counted(file, deal, [voided], data, call), call, { paymentId });
}

/** Whatever changes the payments: what each instalment has got, the customer's first payment, and the event. */
function counted(file: CustomerFile, { id }: DealFile, changes: Changes, data: object, call: Call): Changes {
  const result = after(file, changes);
  const times = (currentDeal(result)?.payments ?? []).map(({ paidAt }) => paidAt.getTime());
  const firstPaidAt = times.length > 0 ? new Date(Math.min(...times)) : null;
  return [
    ...changes,
    ...paidAnew(result, id),
    set('Customer', file.customer.id, { firstPaidAt, ...activity(file.customer, call.now) }),
    event('PAYMENT_RECORDED', { customerId: file.customer.id, data: { ...data } }),
  ];
}

function instalmentOf({ deals }: CustomerFile, id: string): { deal: DealFile; instalment: Instalment } {
  for (const deal of deals) {
    const instalment = deal.instalments.find((one) => one.id === id);
    if (instalment) return { deal, instalment };
  }
  throw notFound('instalmentId');
}

function requireFitting({ deal, instalment }: { deal: DealFile; instalment: Instalment }, amount: string): void {
  const open = without(instalment.amount, instalment.paid);
  if (isMore(amount, open))
    throw badInput('amount', message('PAYMENT_EXCEEDS_INSTALMENT', { open: `${deal.currency} ${open}` }));
}

const newPayment = ({ id: dealId }: DealFile, given: NewPayment, call: Call): Payment => ({
  id: call.newId('Payment'),
  dealId,
  instalmentId: given.instalmentId ?? null,
  amount: given.amount,
  paidAt: given.paidAt,
  byId: call.by?.id ?? null,
  createdAt: call.now,
  voidedAt: null,
  voidedById: null,
  voidNote: null,
});
