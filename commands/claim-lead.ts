import { refuse } from '../domain/decision.js';
import { claimRefusal, decideClaimLead, poolOfLead } from '../domain/lead/claim.js';
import { command } from './command.js';
import { claimCounts, lockClaims, offerOfLead } from './store/claims.js';
import { holdingOf } from './store/roster.js';
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
  await lockClaims(tx, by.id);
  const pool = poolOfLead(file)!;
  const { offeredAt, gaveUpAt } = await offerOfLead(tx, by.id, file, pool);
  const record = { ...(await claimCounts(tx.sql, by.id, pool, tx.now, file.calendar)), gaveUpAt };
  const holding = { used: await holdingOf(tx, by.id), cap: settings.assignment.capPerPerson };
  const around = { ...setting, response: responseFrom(settings) };
  return decideClaimLead(file, by, { holding, record, offeredAt, around }, call);
});
