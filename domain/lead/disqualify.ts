import { event, set, type Changes } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { cancelled } from '../follow-up/cancel.js';
import { mayWorkOn } from '../policy.js';
import { reasonRefusal } from '../reason/choose.js';
import { acceptFor } from '../settle.js';
import { standingOf } from '../standing.js';
import { isOpen, type LeadFile } from './lead.js';

/** Gives a lead up with a reason of the list; the note stays in its history. Another trace of the person brings it back. */
export function decideDisqualify(
  file: LeadFile,
  { reason, note }: { reason: string; note: string | null },
  call: Call,
): Decision {
  const { lead } = file;
  if (!isOpen(lead)) return refuse({ code: 'ALREADY_CLOSED' });
  if (call.by !== null && !mayWorkOn(call.by, standingOf(file))) return refuse({ code: 'NOT_OWNER' });
  const unexplained = reasonRefusal(file, 'DISQUALIFY', { code: reason, note }, 'disqualifyLead');
  if (unexplained) return refuse(unexplained);
  const changes: Changes = [
    ...file.followUps.flatMap((followUp) => cancelled(followUp, 'DISQUALIFIED', call)),
    set('Lead', lead.id, { status: 'DISQUALIFIED', disqualifyReason: reason }),
    event('LEAD_DISQUALIFIED', { leadId: lead.id, data: { reason, note } }),
  ];
  return acceptFor(file, changes, call, {});
}
