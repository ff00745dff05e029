import { refuse } from '../domain/decision.js';
import { scoreLead } from '../domain/lead/scoring.js';
import { joined } from '../domain/merge/join.js';
import { mergeRefusal } from '../domain/merge/rights.js';
import { decideSurvivingLead, leadTogether } from '../domain/merge/survive.js';
import { tryableCommand } from './command.js';
import { lockToMerge, type Merging } from './lock-to-merge.js';
import { withEffect } from './merge-effect.js';
import { placePromising } from './place.js';
import { countParts } from './store/merges.js';
import { qualityOf } from './store/source-quality.js';

/** First everything moves; then the survivor is looked at with all that it has, scored, and brought in line. */
export const mergeLeads = tryableCommand('mergeLeads', async (tx, input: Merging, call) => {
  const { into, from } = await lockToMerge(tx, input, {
    table: 'Lead',
    lockAll: (ids) => tx.lockLeads(ids),
    lockSeen: (id, field) => tx.lockLead(id, null, field),
  });
  const refusal = mergeRefusal(into, from, call);
  if (refusal) return refuse(refusal);
  const counts = await countParts(tx, 'LEAD', input.from);
  const { changes, merges } = joined(into, from, call);
  await tx.write(changes);
  const survivor = await tx.lockAnyLead(into.lead.id);
  const lead = leadTogether(survivor, merges);
  const settings = await tx.loadSettings();
  const score = scoreLead({ ...lead, sourceQuality: await qualityOf(tx, lead.sourceId) }, settings.scoring);
  const place = await placePromising(tx, { ...survivor, lead }, score, settings);
  return withEffect(decideSurvivingLead(survivor, { merges, from }, { score, place }, call), counts, input);
});
