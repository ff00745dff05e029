import { decideConfirmInvoice, type InvoiceDetails } from '../domain/customer/invoice.js';
import { command } from './command.js';

export interface ConfirmInvoice extends InvoiceDetails {
  readonly customerId: string;
}

export const confirmInvoice = command('confirmInvoice', async (tx, input: ConfirmInvoice, call) => {
  const file = await tx.lockCustomer(input.customerId);
  return decideConfirmInvoice(file, input, call);
});
