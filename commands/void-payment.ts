import { notFound } from '../domain/decision.js';
import { decideVoidPayment } from '../domain/deal/payment.js';
import { command } from './command.js';

export interface VoidPayment {
  readonly paymentId: string;
  readonly note: string;
}

export const voidPayment = command('voidPayment', async (tx, { paymentId, note }: VoidPayment, call) => {
  const payment = await tx.sql
    .selectFrom('Payment as p')
    .innerJoin('Deal as d', 'd.id', 'p.dealId')
    .select('d.customerId')
    .where('p.id', '=', paymentId)
    .executeTakeFirst();
  if (!payment) throw notFound('paymentId');
  const file = await tx.lockCustomer(payment.customerId, null, 'paymentId');
  return decideVoidPayment(file, paymentId, note.trim(), call);
});
