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
import { unclaimedDeadlines } from '../pool/unclaimed.js';
import { Remembered } from '../remembered.js';
import { chainDeadlines, type Obligation } from './chain.js';
import type { WantedDeadline } from './deadline.js';
import { heldUntil, toldLateUntil } from './hold.js';
import { clocksOf, type Clock } from './silence.js';
import { warningDeadlines } from './warning.js';

type File = CustomerFile | LeadFile;

/** Every timer that the present state calls for: those of the open follow-ups, of a customer's silence, quote, deal, review and requests, of a lead's first contact. */
export function wantedDeadlines(file: File): readonly WantedDeadline[] {
  const planned = file.followUps.flatMap((followUp) => followUpDeadlines(file, followUp));
  return [...planned, ...('customer' in file ? customerDeadlines(file) : responseDeadlines(file))];
}

/** All that a customer's own timers depend on, but for how long what was agreed with them, or told late, holds the clocks. */
const DECIDING: Readonly<
  Record<Exclude<keyof CustomerFile, 'deadlines' | 'spoken' | 'followUps' | 'countedAttempts' | 'followUpRules'>, true>
> = {
  customer: true,
  quotes: true,
  deals: true,
  approvals: true,
  visit: true,
  followUpsDone: true,
  contracts: true,
  claim: true,
  ownerTeam: true,
  people: true,
  pools: true,
  playbook: true,
  calendar: true,
  fields: true,
  reasons: true,
  warnedAt: true,
  outages: true,
};
const DECIDING_NAMES = Object.keys(DECIDING) as (keyof CustomerFile)[];

/** Before a change and after it: a timer that fires mostly leaves everything as it was but a follow-up. */
const ofCustomers = new Remembered<readonly WantedDeadline[]>(2);

function customerDeadlines(file: CustomerFile): readonly WantedDeadline[] {
  const about = [
    heldUntil(file)?.getTime(),
    toldLateUntil(file)?.getTime(),
    ...DECIDING_NAMES.map((name) => file[name]),
  ];
  return ofCustomers.of(about, () => {
    const clocks = clocksOf(file);
    return [
      ...silenceDeadlines(file, clocks),
      ...warningDeadlines(file, clocks),
      ...receiptDeadlines(file),
      ...dealDeadlines(file),
      ...reviewDeadlines(file),
      ...firstContactDeadlines(file),
      ...unclaimedDeadlines(file),
      ...approvalDeadlines(file),
    ];
  });
}

/** Those about silence: a rule that only tells somebody tells it once, one that moves or takes back stays armed. */
function silenceDeadlines({ customer: { id } }: CustomerFile, clocks: readonly Clock[]): readonly WantedDeadline[] {
  return clocks.map(({ kind, rule, since, dueAt, because, escalates }) => ({
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
    ...(escalates && { since }),
  }));
}

/** Those of one customer or lead. */
const ofFollowUps = new Remembered<readonly WantedDeadline[]>(16);

const followUpDeadlines = (file: File, followUp: FollowUp): readonly WantedDeadline[] =>
  ofFollowUps.of([followUp, file.playbook, file.calendar], () => deadlinesOf(file, followUp));

const deadlinesOf = (file: File, followUp: FollowUp): readonly WantedDeadline[] =>
  followUp.dueAt === null ? [] : chainDeadlines(file, followUpObligation(file, followUp, followUp.dueAt));

function followUpObligation({ playbook }: Pick<File, 'playbook'>, followUp: FollowUp, dueAt: Date): Obligation {
  const { purpose } = followUp;
  const said = () => ({ purpose, due: at(dueAt) });
  return {
    chain: followUp,
    timer: timerOf(followUp),
    afterwards: { kind: 'ESCALATION', rule: 'escalation' },
    dueAt,
    remindAt: followUp.remindAt,
    steps: stepsAbove(playbook),
    ahead: () => message('BECAUSE_REMIND_AHEAD', said()),
    due: () => message('BECAUSE_DUE', said()),
    unheeded: (after) => message('BECAUSE_ESCALATION', { ...said(), span: span(after) }),
  };
}

function timerOf(followUp: FollowUp) {
  return {
    kind: followUp.stage === null ? ('FOLLOW_UP_DUE' as const) : ('STAGE_ACTION' as const),
    subject: followUp.id,
    rule: followUp.stage === null ? 'followUp' : `stages.${followUp.stage}.nextAction`,
    customerId: followUp.customerId,
    leadId: followUp.leadId,
    followUpId: followUp.id,
  };
}
