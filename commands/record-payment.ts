import { decideRecordPayment, type NewPayment } from '../domain/deal/payment.js';
import { command } from './command.js';

export interface RecordPayment extends NewPayment {
  readonly customerId: string;
}

export const recordPayment = command('recordPayment', async (tx, input: RecordPayment, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideRecordPayment(file, input, call);
});
