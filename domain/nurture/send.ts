import { event } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { isOpen, type Lead, type LeadFile } from '../lead/lead.js';
import { mayTidy } from '../policy.js';
import type { Refusal } from '../refusal.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';

export interface Sending {
  readonly sendId: string;
  readonly channelId: string;
}

/** Sends a pooled lead to a nurture channel: only one that agreed to be written to, and never one that asked not to be. */
export function decideSend(file: LeadFile, { sendId, channelId }: Sending, call: Call): Decision {
  const { lead } = file;
  if (call.by !== null && !mayTidy(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const refusal = mayNotBeWrittenTo(lead);
  if (refusal) return refuse(refusal);
  const sent = event('LEAD_NURTURED', { leadId: lead.id, data: { sendId, channelId } });
  return acceptFor(file, [sent], call, { sendId });
}

type Nurtured = Pick<Lead, 'status' | 'ownerId' | 'consentedAt' | 'optedOutAt'>;

/** Why a lead is not to be written to, also at the very moment when it would be; null where it may. */
export function mayNotBeWrittenTo(lead: Nurtured): Refusal | null {
  if (!isOpen(lead)) return { code: 'ALREADY_CLOSED' };
  if (lead.ownerId !== null) return { code: 'ALREADY_OWNED' };
  if (lead.optedOutAt !== null) return { code: 'OPTED_OUT' };
  return lead.consentedAt === null ? { code: 'NO_CONSENT' } : null;
}
