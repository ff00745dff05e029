import { after, event, set, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import type { Lead, LeadFile } from './lead.js';
import { givenTo, leadPool, tellChosen, type Place } from './place.js';
import type { LeadScore } from './scoring.js';
import { tellUnplaced } from './unplaced.js';

/** A lead's new score with its breakdown; nothing where neither changed. */
export function scored({ lead }: LeadFile, { score, reasons }: LeadScore): Changes {
  if (!isScoredAnew(lead, { score, reasons })) return [];
  return [
    set('Lead', lead.id, { score, scoreReasons: reasons }),
    event('LEAD_SCORED', { leadId: lead.id, data: { from: lead.score, score } }),
  ];
}

export function isScoredAnew(lead: Pick<Lead, 'score' | 'scoreReasons'>, { score, reasons }: LeadScore): boolean {
  const codes = (list: Lead['scoreReasons']) => list.map(({ code, points }) => `${code} ${points}`).join();
  return lead.score !== score || codes(lead.scoreReasons) !== codes(reasons);
}

/** Whether a score brings a waiting lead to somebody: it reaches the threshold and didn't before, or the lead was never anybody's. */
export function crosses(lead: Lead, score: number, threshold: number): boolean {
  if (lead.status !== 'POOLED' || lead.ownerId !== null || score < threshold) return false;
  return lead.score < threshold || lead.lastOwnerId === null;
}

/** A waiting lead that became promising is somebody's at once; where nobody can take it, those in charge hear of it. */
export function broughtTo(file: LeadFile, place: Place, call: Call): Changes {
  if (place.chosen === null) return tellUnplaced(file.lead, place, leadPool(file), call);
  const given = givenTo(file, place.chosen, call);
  return [...given, ...tellChosen(after(file, given), call)];
}
