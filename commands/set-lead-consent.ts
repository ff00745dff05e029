import { badInput } from '../domain/decision.js';
import { decideSetConsent, type Answered } from '../domain/lead/consent.js';
import { message } from '../domain/message.js';
import { command } from './command.js';

export interface SetLeadConsent extends Answered {
  readonly leadId: string;
}

export const setLeadConsent = command('setLeadConsent', async (tx, { leadId, ...said }: SetLeadConsent, call) => {
  if (typeof said.consented !== 'boolean' && typeof said.optedOut !== 'boolean')
    throw badInput('consented', message('REQUIRED'));
  const file = await tx.lockLead(leadId);
  return decideSetConsent(file, said, call);
});
