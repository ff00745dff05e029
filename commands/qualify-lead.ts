import type { Intent } from '../domain/customer/customer.js';
import { decideQualify } from '../domain/lead/qualify.js';
import { command } from './command.js';

export interface QualifyLead {
  readonly leadId: string;
  readonly intent?: Intent | null;
}

export const qualifyLead = command('qualifyLead', async (tx, input: QualifyLead, call) => {
  const file = await tx.lockLead(input.leadId);
  const setting = await tx.loadSetting(file.lead.ownerId ?? call.by?.id ?? null);
  return decideQualify(file, setting, input.intent ?? null, call);
});
