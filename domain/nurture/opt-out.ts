import { add, event, set, type Changes } from '../change.js';
import { accept, type Call, type Decision } from '../decision.js';
import type { Touch } from '../lead/lead.js';
import { isOpen, type LeadFile } from '../lead/lead.js';
import { activity } from '../customer/facts.js';
import { acceptFor, audited } from '../settle.js';

/** Somebody asks not to be written to any more: kept at once and for good, whatever became of them; asked again, nothing changes. */
export function decideOptOut(file: LeadFile, { sourceId }: Pick<Touch, 'sourceId'>, call: Call): Decision {
  const { lead } = file;
  if (lead.optedOutAt !== null) return accept([], { leadId: lead.id });
  const touch = {
    id: call.newId('Touch'),
    sourceId,
    leadId: lead.id,
    customerId: lead.customerId,
    externalId: null,
    at: call.now,
    payload: { optedOut: true },
  };
  const changes: Changes = [
    add('Touch', touch),
    set('Lead', lead.id, {
      consentedAt: null,
      optedOutAt: call.now,
      ...(isOpen(lead) ? activity(lead, call.now) : {}),
    }),
    event('LEAD_TOUCHED', { leadId: lead.id, customerId: lead.customerId, data: { touchId: touch.id, sourceId } }),
  ];
  if (isOpen(lead)) return acceptFor(file, changes, call, { touchId: touch.id });
  const kept = set('Lead', lead.id, { version: lead.version + 1, updatedAt: call.now });
  return accept([...audited(file, changes), kept], { leadId: lead.id, touchId: touch.id });
}
