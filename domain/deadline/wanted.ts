import { approvalDeadlines } from '../approval/timers.js';
import type { CustomerFile } from '../customer/customer.js';
import { receiptDeadlines } from '../customer/quote.js';
import { reviewDeadlines } from '../customer/review.js';
import { dealDeadlines } from '../deal/timers.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { LeadFile } from '../lead/lead.js';
import { responseDeadlines } from '../lead/response.js';
import { at, message, span } from '../message.js';
import { stepsAbove } from '../playbook/playbook.js';
import { firstContactDeadlines } from '../pool/first-contact.js';
import { chainDeadlines } from './chain.js';
import type { WantedDeadline } from './deadline.js';
import { clocksOf } from './silence.js';
import { warningDeadlines } from './warning.js';

type File = CustomerFile | LeadFile;

/** Every timer that the present state calls for: those of the open follow-ups, of a customer's silence, quote, deal, review and requests, of a lead's first contact. */
export function wantedDeadlines(file: File): readonly WantedDeadline[] {
  const ofFollowUps = file.followUps.flatMap((followUp) => followUpDeadlines(file, followUp));
  return [...ofFollowUps, ...('customer' in file ? customerDeadlines(file) : responseDeadlines(file))];
}

const customerDeadlines = (file: CustomerFile): readonly WantedDeadline[] => [
  ...silenceDeadlines(file),
  ...warningDeadlines(file),
  ...receiptDeadlines(file),
  ...dealDeadlines(file),
  ...reviewDeadlines(file),
  ...firstContactDeadlines(file),
  ...approvalDeadlines(file),
];

/** Those about silence: a rule that only tells somebody tells it once, one that moves or takes back stays armed. */
function silenceDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const { id } = file.customer;
  return clocksOf(file).map(({ kind, rule, dueAt, because, escalates }) => ({
    kind,
    subject: id,
    rule,
    step: 0,
    customerId: id,
    leadId: null,
    followUpId: null,
    dueAt,
    because,
    onlyAhead: escalates,
  }));
}

function followUpDeadlines(file: File, followUp: FollowUp): readonly WantedDeadline[] {
  const { dueAt, purpose } = followUp;
  if (dueAt === null) return [];
  const said = { purpose, due: at(dueAt) };
  return chainDeadlines(file, {
    chain: followUp,
    timer: obligation(followUp),
    afterwards: { kind: 'ESCALATION', rule: 'escalation' },
    dueAt,
    remindAt: followUp.remindAt,
    steps: stepsAbove(file.playbook),
    ahead: message('BECAUSE_REMIND_AHEAD', said),
    due: message('BECAUSE_DUE', said),
    unheeded: (after) => message('BECAUSE_ESCALATION', { ...said, span: span(after) }),
  });
}

function obligation(followUp: FollowUp) {
  return {
    kind: followUp.stage === null ? ('FOLLOW_UP_DUE' as const) : ('STAGE_ACTION' as const),
    subject: followUp.id,
    rule: followUp.stage === null ? 'followUp' : `stages.${followUp.stage}.nextAction`,
    customerId: followUp.customerId,
    leadId: followUp.leadId,
    followUpId: followUp.id,
  };
}
