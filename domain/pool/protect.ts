import { event, set } from '../change.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import { badInput, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { mayGiveAway } from '../policy.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';

export interface Protection {
  readonly protected: boolean;
  /** Null: until somebody takes it back. */
  readonly until: Date | null;
  readonly note: string;
}

/** A superior keeps a customer from being taken back, for good or for a time; it says why. */
export function decideProtect(file: CustomerFile, wanted: Protection, call: Call): Decision {
  if (call.by !== null && !mayGiveAway(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const note = wanted.note.trim();
  if (note === '') throw badInput('note', message('NOTE_MISSING'));
  if (wanted.protected && wanted.until !== null && wanted.until <= call.now)
    throw badInput('until', message('UNTIL_IN_THE_PAST'));
  const until = wanted.protected ? wanted.until : endOf(file.customer, call.now);
  const { id: customerId } = file.customer;
  const changes = [
    set('Customer', customerId, { protected: wanted.protected, protectedUntil: until }),
    event('CUSTOMER_PROTECTED', {
      customerId,
      data: { protected: wanted.protected, until: until?.toISOString() ?? null, note },
    }),
  ];
  return acceptFor(file, changes, call, {});
}

/** When a protection that is taken back now ended: what was told before it says nothing about what comes after. */
const endOf = (customer: Customer, now: Date): Date | null =>
  isProtected(customer, now) ? now : customer.protectedUntil;

/** A protection that has ended protects no longer, whoever reads it. */
export const isProtected = (
  { protected: isSet, protectedUntil }: Pick<Customer, 'protected' | 'protectedUntil'>,
  now: Date,
): boolean => isSet && (protectedUntil === null || protectedUntil > now);
