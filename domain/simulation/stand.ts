import type { Approval } from '../approval/approval.js';
import type { CustomerFile, Quote, StageVisit } from '../customer/customer.js';
import { dueAfter } from '../calendar.js';
import type { WantedDeadline } from '../deadline/deadline.js';
import { idleRuleName } from '../deadline/silence.js';
import { wantedDeadlines } from '../deadline/wanted.js';
import { UNTOUCHED, type FollowUp } from '../follow-up/follow-up.js';
import { latest } from '../latest.js';
import { calendarOf, findStage } from '../playbook/playbook.js';
import type { Claim } from '../pool/claim.js';
import { chainAt, snoozedSince } from './chain-at.js';
import type { Logged, Past } from './past.js';
import { customerBefore } from './recorded.js';
import { UNDECIDED } from './replay-approval.js';
import type { Setting } from './setting.js';
import { dealsAt } from './stand-deal.js';

/** How a customer stood at a moment that the log goes back to, as if it had been on the draft; its timers are still to be armed. */
export function standAt(past: Past, at: Date, setting: Setting): CustomerFile {
  const customer = customerBefore(past.customer, past.log);
  const followUps = openAt(past, at);
  const inCycle = (time: Date) => time > customer.cycleStartedAt;
  return {
    ...setting.shared,
    customer,
    ...setting.around(
      customer.ownerId,
      followUps.map(({ ownerId }) => ownerId),
    ),
    visit: visitAt(past),
    followUps,
    followUpsDone: past.lastDoneAt !== null && inCycle(past.lastDoneAt) ? 1 : 0,
    countedAttempts: past.countedAttempts,
    quotes: past.quotes
      .filter(({ createdAt }) => createdAt < at && inCycle(createdAt))
      .map((quote) => quoteAt(quote, at)),
    contracts: past.contracts.filter((time) => time < at && inCycle(time)).length,
    deals: dealsAt(past, at),
    claim: claimAt(past, at),
    approvals: approvalsAt(past, at, setting).filter(({ requestedAt }) => requestedAt >= customer.cycleStartedAt),
    deadlines: [],
    spoken: past.spoken,
    warnedAt: past.warnedAt,
    outages: setting.outages,
  };
}

function claimAt({ claim }: Past, at: Date): Claim | null {
  const ifBefore = (time: Date | null) => (time !== null && time < at ? time : null);
  return claim && { ...claim, contactedAt: ifBefore(claim.contactedAt), missedAt: ifBefore(claim.missedAt) };
}

/** For a stage that the draft doesn't have nobody can be asked. */
const approvalsAt = (past: Past, at: Date, { shared }: Setting): readonly Approval[] =>
  past.approvals
    .filter(({ requestedAt, to }) => requestedAt < at && findStage(shared.playbook, to))
    .map((one) => {
      const isOpen = one.decidedAt === null || one.decidedAt >= at;
      return { ...one, ...(isOpen && UNDECIDED), ...chainAt(past, one, at) };
    });

const quoteAt = (quote: Quote, at: Date): Quote =>
  quote.receiptConfirmedAt !== null && quote.receiptConfirmedAt >= at ? { ...quote, receiptConfirmedAt: null } : quote;

/** What was written about the stay since then wasn't there yet. */
function visitAt({ visit, log }: Past): StageVisit | null {
  if (!visit) return null;
  const review = log.flatMap(({ changes }) => changes).find(({ field }) => field === 'review');
  return { ...visit, leftAt: null, note: review ? (review.old as string | null) : visit.note };
}

/** Earliest due first. */
function openAt(past: Past, at: Date): readonly FollowUp[] {
  const cancelledAt = new Map(
    past.log.flatMap(({ type, data, at: time }) =>
      type === 'FOLLOW_UP_CANCELLED' ? [[data['followUpId'] as string, time] as const] : [],
    ),
  );
  const closedAt = ({ id, status, doneAt }: FollowUp): Date | null => {
    if (status === 'CANCELLED') return cancelledAt.get(id) ?? at;
    return doneAt;
  };
  return past.followUps
    .filter((one) => one.createdAt < at && !(closedAt(one) !== null && closedAt(one)! < at))
    .filter((one) => one.status !== 'CANCELLED' || cancelledAt.has(one.id))
    .map((one) => followUpAt(past, one, { at, until: closedAt(one) }))
    .sort((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0) || (a.id < b.id ? -1 : 1));
}

function followUpAt(past: Past, row: FollowUp, { at, until }: { at: Date; until: Date | null }): FollowUp {
  const passedOn = past.log.filter((entry) => until === null || entry.at <= until);
  return {
    ...asPlanned(row),
    ownerId: holderBefore(row.ownerId, passedOn),
    ...chainAt(past, row, at),
  };
}

/** A follow-up as it was when it was planned. */
export const asPlanned = (row: FollowUp): FollowUp => ({ ...row, ...UNTOUCHED });

/** Whoever had it before it went along with the customer. */
function holderBefore(ownerId: string | null, log: readonly Logged[]): string | null {
  return log
    .filter(({ type }) => type === 'CUSTOMER_TRANSFERRED' || type === 'CUSTOMER_ASSIGNED')
    .reduceRight<string | null>(
      (holder, { data }) => (data['from'] && holder === data['ownerId'] ? (data['from'] as string) : holder),
      ownerId,
    );
}

/** The timers of a customer that stands where a simulation begins. A reminder keeps the time that it was put off to; a rule that was held back waits its span again from then on. */
export function timersAt(file: CustomerFile, { armed, log }: Past): readonly WantedDeadline[] {
  return wantedDeadlines(file).map((wanted) => {
    const known = armed.find(
      (one) => one.subject === wanted.subject && one.rule === wanted.rule && one.step === wanted.step,
    );
    if (!known) return wanted;
    const putOffTo = new Date(known.dueAt.getTime() - snoozedSince(log, known.subject));
    const dueAt = known.heldAt === null ? putOffTo : heldUntil(file, known.rule, known.heldAt);
    return { ...wanted, dueAt: latest([dueAt, wanted.dueAt]) };
  });
}

function heldUntil({ customer, playbook, calendar }: CustomerFile, name: string, heldAt: Date): Date | null {
  const rules = findStage(playbook, customer.stage)?.idle ?? [];
  const rule = rules.find((_, index) => idleRuleName(customer.stage, index) === name);
  return rule ? dueAfter(heldAt, rule.for, calendarOf(playbook), calendar) : null;
}
