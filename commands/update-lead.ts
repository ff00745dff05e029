import { scoreLead } from '../domain/lead/scoring.js';
import { decideUpdateLead, updated, type LeadUpdate } from '../domain/lead/update.js';
import { mayTidy } from '../domain/policy.js';
import { standingOf } from '../domain/standing.js';
import { command } from './command.js';
import { normalisedContact } from './contact-input.js';
import { duplicateStanding, identitiesIn } from './known-identity.js';
import { placePromising } from './place.js';
import { qualityOf } from './store/source-quality.js';

export interface UpdateLead extends LeadUpdate {
  readonly leadId: string;
  readonly version?: number | null;
}

export const updateLead = command('updateLead', async (tx, input: UpdateLead, call) => {
  const file = await tx.lockLead(input.leadId, input.version);
  const { leadId: _, version: __, ...update } = normalisedContact(input);
  const lead = updated(file, update);
  const identities = identitiesIn(lead);
  const duplicate = await duplicateStanding(tx, identities, { leadId: file.lead.id });
  const settings = await tx.loadSettings();
  const score = scoreLead({ ...lead, sourceQuality: await qualityOf(tx, lead.sourceId) }, settings.scoring);
  const isAllowed = duplicate === null && (call.by === null || mayTidy(call.by, standingOf(file)));
  const place = isAllowed ? await placePromising(tx, { ...file, lead }, score, settings) : null;
  return decideUpdateLead(file, update, { identities, duplicate, score, place }, call);
});
