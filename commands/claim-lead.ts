import { refuse } from '../domain/decision.js';
import { claimRefusal, decideClaimLead } from '../domain/lead/claim.js';
import { command } from './command.js';
import { holdingOf, lockAssignment } from './store/roster.js';
import { responseFrom } from './store/settings.js';

export interface ClaimLead {
  readonly leadId: string;
}

export const claimLead = command('claimLead', async (tx, { leadId }: ClaimLead, call) => {
  const { by } = call;
  if (by === null) throw new Error('Only people claim');
  const file = await tx.lockAnyLead(leadId);
  const refusal = claimRefusal(file, by);
  if (refusal) return refuse(refusal);
  const settings = await tx.loadSettings();
  const setting = await tx.loadSetting(by.id);
  await lockAssignment(tx);
  const holding = { used: await holdingOf(tx, by.id), cap: settings.assignment.capPerPerson };
  return decideClaimLead(file, by, { holding, around: { ...setting, response: responseFrom(settings) } }, call);
});
