import { refuse } from '../domain/decision.js';
import { scoreLead } from '../domain/lead/scoring.js';
import { decideMergeLeads, leadTogether } from '../domain/merge/merge-leads.js';
import { mergeRefusal } from '../domain/merge/rights.js';
import { tryableCommand } from './command.js';
import { lockToMerge, type Merging } from './lock-to-merge.js';
import { placePromising } from './place.js';
import { countParts } from './store/merges.js';
import { qualityOf } from './store/source-quality.js';

export const mergeLeads = tryableCommand('mergeLeads', async (tx, input: Merging, call) => {
  const { into, from } = await lockToMerge(tx, input, {
    table: 'Lead',
    lockAll: (ids) => tx.lockLeads(ids),
    lockSeen: (id, field) => tx.lockLead(id, null, field),
  });
  const refusal = mergeRefusal(into, from, call);
  if (refusal) return refuse(refusal);
  const lead = leadTogether(into, from);
  const settings = await tx.loadSettings();
  const score = scoreLead({ ...lead, sourceQuality: await qualityOf(tx, lead.sourceId) }, settings.scoring);
  const place = await placePromising(tx, { ...into, lead }, score, settings);
  const decision = decideMergeLeads(into, from, { score, place }, call);
  if (!decision.accepted) return decision;
  const counts = await countParts(tx, 'LEAD', input.from);
  return { ...decision, answer: { ...decision.answer, ...counts, dryRun: Number(input.dryRun ?? false) } };
});
