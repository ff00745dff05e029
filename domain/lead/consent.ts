import { add, event, set, type Changes } from '../change.js';
import { refuse, type Call, type Decision } from '../decision.js';
import { activity } from '../customer/facts.js';
import { acceptFor } from '../settle.js';
import { isOpen, type LeadFile } from './lead.js';

/** What somebody answered: whether they agree to be written to, and whether they asked not to be. Left out: not said. */
export interface Answered {
  readonly consented?: boolean | null;
  readonly optedOut?: boolean | null;
}

/** Keeps what a lead answered to being written to; each answer is a touch. Whoever opts out takes their consent back with it. */
export function decideSetConsent(file: LeadFile, { consented, optedOut }: Answered, call: Call): Decision {
  const { lead } = file;
  if (!isOpen(lead)) return refuse({ code: 'ALREADY_CLOSED' });
  const agrees = optedOut === true ? false : consented;
  const declines = agrees === true ? (optedOut ?? false) : optedOut;
  const touch = {
    id: call.newId('Touch'),
    sourceId: lead.sourceId,
    leadId: lead.id,
    customerId: null,
    externalId: null,
    at: call.now,
    payload: { consented: consented ?? null, optedOut: optedOut ?? null },
  };
  const changes: Changes = [
    add('Touch', touch),
    set('Lead', lead.id, {
      ...activity(lead, call.now),
      consentedAt: instantOf(lead.consentedAt, agrees, call),
      optedOutAt: instantOf(lead.optedOutAt, declines, call),
    }),
    event('LEAD_TOUCHED', { leadId: lead.id, data: { touchId: touch.id, sourceId: lead.sourceId } }),
  ];
  return acceptFor(file, changes, call, { touchId: touch.id });
}

/** Said again, the first time counts; taken back, there is none. */
function instantOf(before: Date | null, said: boolean | null | undefined, { now }: Call): Date | null {
  if (said === null || said === undefined) return before;
  return said ? (before ?? now) : null;
}
