import { event, set, type Changes } from '../change.js';
import { withCustomValues } from '../custom-field/record.js';
import { badInput, type Call } from '../decision.js';
import { foldCompany } from '../lead/identity.js';
import { message } from '../message.js';
import { isPositive } from '../money.js';
import type { Customer, CustomerFile, Intent } from './customer.js';

/** What the customer said about the deal. Left out: unchanged; null: known no longer. */
export interface Facts {
  readonly need?: string | null;
  readonly budget?: string | null;
  readonly timeline?: string | null;
  readonly decisionMaker?: string | null;
  readonly decisionDate?: Date | null;
  readonly intent?: Intent;
  readonly customFields?: Readonly<Record<string, unknown>>;
}

/** Contact data and labels: keeping them tidy is no work on the customer. */
export interface ContactData {
  readonly name?: string;
  readonly company?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly wechat?: string | null;
  readonly tags?: readonly string[];
}

/** Records facts; learning one is activity. A budget of nothing is none. */
export function recordFacts(file: CustomerFile, facts: Facts, call: Call): Changes {
  if (facts.budget && !isPositive(facts.budget)) throw badInput('budget', message('AMOUNT_NOT_POSITIVE'));
  const given = onlyChanged(file.customer, withMergedFields(file, facts));
  if (Object.keys(given).length === 0) return [];
  return [set('Customer', file.customer.id, { ...given, ...activity(file.customer, call.now) }), changed(file)];
}

/** Corrects contact data; it moves no clock. */
export function recordContactData(file: CustomerFile, data: ContactData): Changes {
  const given = onlyChanged(file.customer, withFoldedCompany(data));
  if (Object.keys(given).length === 0) return [];
  return [set('Customer', file.customer.id, given), changed(file)];
}

function withFoldedCompany(data: ContactData): Partial<Customer> {
  if (data.company === undefined) return data;
  return { ...data, companyFolded: data.company === null ? null : foldCompany(data.company) };
}

/** Somebody worked on the customer at this time; an older report doesn't turn the clock back. */
export function activity(customer: Pick<Customer, 'lastActivityAt'>, at: Date): { readonly lastActivityAt: Date } {
  const { lastActivityAt } = customer;
  return { lastActivityAt: lastActivityAt !== null && lastActivityAt > at ? lastActivityAt : at };
}

const changed = ({ customer }: CustomerFile) => event('CUSTOMER_CHANGED', { customerId: customer.id });

function withMergedFields({ customer, fields }: CustomerFile, { customFields, ...rest }: Facts): Partial<Customer> {
  if (!customFields) return rest;
  const recording = { fields, on: 'CUSTOMER', known: customer.customFields } as const;
  return { ...rest, customFields: withCustomValues(customFields, recording) };
}

function onlyChanged(customer: Customer, given: Partial<Customer>): Partial<Customer> {
  const now = new Map(Object.entries(customer));
  const entries = Object.entries(given).filter(
    ([field, value]) => value !== undefined && JSON.stringify(now.get(field)) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries);
}
