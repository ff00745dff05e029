import { event, set } from '../change.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { subjectRefusal } from '../follow-up/rights.js';
import { message } from '../message.js';
import { acceptFor } from '../settle.js';
import type { CustomerFile } from './customer.js';
import { activity } from './facts.js';
import { readTaxNumber } from './tax-number.js';

export interface InvoiceDetails {
  readonly title: string;
  readonly taxNumber: string;
}

/** The customer confirmed to whom invoices are made out; saying the same twice changes nothing. */
export function decideConfirmInvoice(file: CustomerFile, given: InvoiceDetails, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  const invoiceTitle = given.title.normalize('NFC').trim();
  if (invoiceTitle === '') throw badInput('title', message('REQUIRED'));
  const invoiceTaxNumber = readTaxNumber(given.taxNumber);
  const { customer } = file;
  const isKnown = customer.invoiceTitle === invoiceTitle && customer.invoiceTaxNumber === invoiceTaxNumber;
  if (isKnown && customer.invoiceConfirmedAt !== null) return acceptFor(file, [], call, {});
  const details = { invoiceTitle, invoiceTaxNumber, invoiceConfirmedAt: call.now };
  const changes = [
    set('Customer', customer.id, { ...details, ...activity(customer, call.now) }),
    event('INVOICE_CONFIRMED', { customerId: customer.id }),
  ];
  return acceptFor(file, changes, call, {});
}
