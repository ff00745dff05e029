import { after } from '../change.js';
import { accept, refuse, type Call, type Decision } from '../decision.js';
import type { Lead, LeadFile } from '../lead/lead.js';
import { movedTo, type Place } from '../lead/place.js';
import { broughtTo, scored } from '../lead/rescore.js';
import type { LeadScore } from '../lead/scoring.js';
import { inLine } from '../settle.js';
import { joined } from './join.js';
import { mergeRefusal } from './rights.js';
import { tellMerged } from './tell.js';
import { columnsOf, takenOf, traitsOf } from './traits.js';

interface Worth {
  /** With what is known afterwards. */
  readonly score: LeadScore;
  /** Who gets it, where the score brings it from the pool to somebody. */
  readonly place: Place | null;
}

/** Open leads, and those that were given up, become one open lead of the same person; the survivor keeps its owner, or its place in the pool. */
export function decideMergeLeads(
  into: LeadFile,
  from: readonly LeadFile[],
  { score, place }: Worth,
  call: Call,
): Decision {
  const refusal = mergeRefusal(into, from, call);
  if (refusal) return refuse(refusal);
  const { gone, file, changes } = joined(into, from, call);
  const theirs = movedTo(file, place);
  const known = [...changes, ...scored(after(theirs, changes), score)];
  const brought = place ? broughtTo(after(theirs, known), place, call) : [];
  const stays = inLine(theirs, [...known, ...brought, ...tellMerged(into, from, call)], call);
  const { lead } = after(theirs, stays);
  return accept([...gone, ...stays], { leadId: lead.id }, { lead });
}

/** What will be known of the survivor. */
export function leadTogether(into: LeadFile, from: readonly LeadFile[]): Lead {
  return from.reduce((lead, file) => {
    const taken = takenOf('LEAD', traitsOf('LEAD', lead), traitsOf('LEAD', file.lead));
    const pieces = Object.entries(taken).map(([piece, { now }]) => [piece, now] as const);
    return { ...lead, ...columnsOf('LEAD', lead, Object.fromEntries(pieces)) };
  }, into.lead);
}
