import { decideReleaseLead } from '../domain/lead/release.js';
import { command } from './command.js';

export interface ReleaseLead {
  readonly leadId: string;
  readonly reason: string;
  readonly note?: string | null;
}

export const releaseLead = command('releaseLead', async (tx, { leadId, reason, note }: ReleaseLead, call) => {
  const file = await tx.lockLead(leadId);
  return decideReleaseLead(file, { reason, note: note?.trim() || null }, call);
});
