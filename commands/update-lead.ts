import type { LeadFile } from '../domain/lead/lead.js';
import type { Place } from '../domain/lead/place.js';
import { crosses } from '../domain/lead/rescore.js';
import { scoreLead, type LeadScore } from '../domain/lead/scoring.js';
import { decideUpdateLead, mayTidy, updated, type LeadUpdate } from '../domain/lead/update.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
import { duplicateStanding, identitiesIn } from './known-identity.js';
import { placeByRules } from './place.js';
import type { Settings } from './store/settings.js';
import { qualityOf } from './store/source-quality.js';
import type { Tx } from './store/tx.js';

export interface UpdateLead extends LeadUpdate {
  readonly leadId: string;
  readonly version?: number | null;
}

export const updateLead = command('updateLead', async (tx, input: UpdateLead, call) => {
  const file = await tx.lockLead(input.leadId, input.version);
  const { leadId, version: _, ...update } = normalisedContact(input);
  const lead = updated(file.lead, update);
  const identities = identitiesIn(lead);
  const duplicate = await duplicateStanding(tx, identities, { leadId });
  const settings = await tx.loadSettings();
  const score = scoreLead({ ...lead, sourceQuality: await qualityOf(tx, lead.sourceId) }, settings.scoring);
  const isAllowed = duplicate === null && (call.by === null || mayTidy(call.by, file));
  const place = isAllowed ? await placeFor(tx, { ...file, lead }, score, settings) : null;
  return decideUpdateLead(file, update, { identities, duplicate, score, place }, call);
});

/** Somebody, where what is known now makes a waiting lead promising. */
async function placeFor(
  tx: Tx,
  { lead, pools }: LeadFile,
  { score }: LeadScore,
  settings: Settings,
): Promise<Place | null> {
  if (score === lead.score || !crosses(lead, score, settings.scoring.threshold)) return null;
  const company = { companyFolded: lead.companyFolded, leadId: lead.id };
  return placeByRules(tx, { facts: lead, company, lastOwnerId: lead.lastOwnerId }, { settings, pools });
}
