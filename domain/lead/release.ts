import type { Changes } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import { mayWorkOn } from '../policy.js';
import { reasonRefusal } from '../reason/choose.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { isOpen, type LeadFile } from './lead.js';
import { leadPool, pooled } from './place.js';

/** Puts a lead back into the pool, with a reason of the list: its owner or a superior, of whom the owner hears. */
export function decideReleaseLead(
  file: LeadFile,
  { reason, note }: { reason: string; note: string | null },
  call: Call,
): Decision {
  if (!isOpen(file.lead)) return refuse({ code: 'ALREADY_CLOSED' });
  if (call.by !== null && !mayWorkOn(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const unexplained = reasonRefusal(file, 'RELEASE', { code: reason, note }, 'releaseLead');
  if (unexplained) return refuse(unexplained);
  return acceptFor(file, [...pooled(file, { reason, rule: null, note }, call), ...tellOwner(file, call)], call, {});
}

function tellOwner(file: LeadFile, call: Call): Changes {
  const { id, name, ownerId } = file.lead;
  if (ownerId === null || ownerId === call.by?.id) return [];
  const params = { name, pool: leadPool(file).name };
  const card = {
    kind: 'RECLAIMED' as const,
    title: message('NOTE_LEAD_RELEASED', params),
    body: message('NOTE_LEAD_RELEASED_BODY', params),
    level: 0,
    leadId: id,
  };
  return [notify(ownerId, card, call)];
}
