import { localDay, spanLength } from '../calendar.js';
import { set, type Changes } from '../change.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import { activity } from '../customer/facts.js';
import type { Call } from '../decision.js';
import type { Lead, LeadFile } from '../lead/lead.js';
import type { ContactRecord } from './complete.js';
import { firstContactMade } from '../pool/first-contact.js';
import { reachedCustomer } from './follow-up.js';

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

/** So many times within the span (two in seven days), and on different days; one that is told of later than that doesn't count. */
function attemptCounts(
  { countedAttempts, calendar, followUpRules }: CustomerFile | LeadFile,
  at: Date,
  now: Date,
): boolean {
  const { counted, within } = followUpRules.attempts;
  const span = spanLength(within);
  const near = countedAttempts.filter((other) => Math.abs(other.getTime() - at.getTime()) < span);
  const isSameDay = (other: Date) => localDay(other, calendar.timeZone) === localDay(at, calendar.timeZone);
  const isRecent = now.getTime() - at.getTime() < span;
  return isRecent && near.length < counted && !near.some(isSameDay);
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
