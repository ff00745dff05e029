import { event, set, type Changes } from '../change.js';
import { created, entryRefusal, newFile, type Setting } from '../customer/create.js';
import type { Intent } from '../customer/customer.js';
import { accept, refuse, type Call, type Decision } from '../decision.js';
import { audited } from '../settle.js';
import { mayOwn } from '../policy.js';
import { isOpen, type LeadFile } from './lead.js';

/**
 * Makes a customer of a lead, in the playbook's first stage; the owner is kept, an unowned lead becomes the caller's, or where a program
 * calls, goes to the pool. What was done with the lead is done with its customer.
 */
export function decideQualify(file: LeadFile, setting: Setting, intent: Intent | null, call: Call): Decision {
  const { lead } = file;
  if (!isOpen(lead)) return refuse({ code: 'ALREADY_CLOSED' });
  const ownerId = lead.ownerId ?? (call.by && mayOwn(call.by) ? call.by.id : null);
  const given = { ...contactOf(file), intent: intent ?? 'UNKNOWN', cycleStartedAt: lead.receivedAt };
  const isContacted = lead.firstContactAt !== null;
  const customerFile = { ...newFile(given, ownerId, setting, call), followUpsDone: isContacted ? 1 : 0 };
  const refusal = entryRefusal(customerFile, 'updateLead');
  if (refusal) return refuse(refusal);

  const customerId = customerFile.customer.id;
  const followUps = file.followUps.map((followUp) => ({ ...followUp, customerId, ownerId }));
  const changes: Changes = [
    ...created({ ...customerFile, followUps, deadlines: file.deadlines }, call),
    ...audited(file, [
      set('Lead', lead.id, {
        status: 'QUALIFIED',
        customerId,
        ownerId,
        ownedSince: lead.ownedSince ?? (ownerId === null ? null : call.now),
        poolId: null,
      }),
      event('LEAD_QUALIFIED', { leadId: lead.id, customerId, data: { ownerId } }),
    ]),
    set('Lead', lead.id, { nextContactAt: null, version: lead.version + 1, updatedAt: call.now }),
    { qualified: { leadId: lead.id, customerId } },
  ];
  return accept(changes, { customerId, leadId: lead.id });
}

function contactOf({ lead }: LeadFile) {
  const { name, company, phone, email, wechat, tags, sourceId, channel, region, customFields } = lead;
  return { name, company, phone, email, wechat, tags, sourceId, channel, region, customFields };
}
