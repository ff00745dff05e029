import { event, set } from '../change.js';
import { accept, refuse, type Call, type Decision } from '../decision.js';
import { mayTidy } from '../policy.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { isOpen, type LeadFile } from './lead.js';
import { unitedTags } from './tagging.js';

export interface Tagging {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** Gives an open lead tags and takes some away; keeping data tidy moves no clock. */
export function decideTag(file: LeadFile, { add, remove }: Tagging, call: Call): Decision {
  const { lead } = file;
  if (!isOpen(lead)) return refuse({ code: 'ALREADY_CLOSED' });
  if (call.by !== null && !mayTidy(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const kept = lead.tags.filter((tag) => !remove.includes(tag));
  const tags = unitedTags(kept, add);
  if (JSON.stringify(tags) === JSON.stringify(lead.tags)) return accept([], { leadId: lead.id });
  return acceptFor(file, [set('Lead', lead.id, { tags }), event('LEAD_CHANGED', { leadId: lead.id })], call, {});
}
