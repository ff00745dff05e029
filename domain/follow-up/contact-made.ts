import { localDay } from '../calendar.js';
import { set, type Changes } from '../change.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import type { Call } from '../decision.js';
import type { Lead, LeadFile } from '../lead/lead.js';
import type { ContactRecord } from './complete.js';
import { firstContactMade } from '../pool/first-contact.js';
import { reachedCustomer } from './follow-up.js';

/** How many unanswered attempts count as activity within seven days. */
const ATTEMPTS_THAT_COUNT = 2;
const SEVEN_DAYS_MS = 7 * 86_400_000;

/** What a contact does to the clocks: reaching the customer always counts, an unanswered attempt only so often. */
export function contactMade(
  file: CustomerFile | LeadFile,
  record: ContactRecord,
  call: Call,
): { counts: boolean; changes: Changes } {
  const at = record.occurredAt ?? call.now;
  const isReached = reachedCustomer(record.outcome ?? 'REACHED');
  const counts = isReached || attemptCounts(file, at, call.now);
  return {
    counts,
    changes:
      'customer' in file
        ? [...ofCustomer(file.customer, at, isReached, counts), ...firstContactMade(file, call)]
        : ofLead(file.lead, at, counts),
  };
}

/** At most twice in seven days, and on different days; one that is told of more than seven days late doesn't count. */
function attemptCounts({ countedAttempts, calendar }: CustomerFile | LeadFile, at: Date, now: Date): boolean {
  const near = countedAttempts.filter((other) => Math.abs(other.getTime() - at.getTime()) < SEVEN_DAYS_MS);
  const isSameDay = (other: Date) => localDay(other, calendar.timeZone) === localDay(at, calendar.timeZone);
  const isRecent = now.getTime() - at.getTime() < SEVEN_DAYS_MS;
  return isRecent && near.length < ATTEMPTS_THAT_COUNT && !near.some(isSameDay);
}

function ofCustomer(customer: Customer, at: Date, isReached: boolean, counts: boolean): Changes {
  const reached = customer.lastInteractionAt;
  const interaction = isReached ? { lastInteractionAt: reached !== null && reached > at ? reached : at } : {};
  const to = { ...(counts ? activity(customer, at) : {}), ...interaction };
  return Object.keys(to).length > 0 ? [set('Customer', customer.id, to)] : [];
}

/** Any attempt is a lead's first contact. */
function ofLead(lead: Lead, at: Date, counts: boolean): Changes {
  return [set('Lead', lead.id, { firstContactAt: lead.firstContactAt ?? at, ...(counts ? activity(lead, at) : {}) })];
}
