import { decideDisqualify } from '../domain/lead/disqualify.js';
import { command } from './command.js';

export interface DisqualifyLead {
  readonly leadId: string;
  readonly reason: string;
  readonly note?: string | null;
}

export const disqualifyLead = command('disqualifyLead', async (tx, { leadId, reason, note }: DisqualifyLead, call) => {
  const file = await tx.lockLead(leadId);
  return decideDisqualify(file, { reason, note: note?.trim() || null }, call);
});
