import { add, after, event, set, type Changes } from '../change.js';
import { requireReason, requireStage } from '../customer/advance.js';
import type { CustomerFile } from '../customer/customer.js';
import { enterStage } from '../customer/enter-stage.js';
import { recordFacts, type Facts } from '../customer/facts.js';
import { quoteGiven, type NewQuote } from '../customer/quote.js';
import { refuseMove } from '../customer/refused-move.js';
import { asksForReview } from '../customer/review.js';
import { badInput, refuse, within, type Call, type Decision } from '../decision.js';
import { isOpen, type LeadFile } from '../lead/lead.js';
import { message } from '../message.js';
import type { StageDefinition } from '../playbook/playbook.js';
import { moveRefusal } from '../playbook/transitions.js';
import { acceptFor } from '../settle.js';
import { heldOf } from '../standing.js';
import { nextHoldNumber } from './agreed.js';
import { contactMade } from './contact-made.js';
import { reachedCustomer, type Channel, type ContactOutcome, type FollowUp } from './follow-up.js';
import { incompleteRefusal } from './incomplete.js';
import { needsNextStep } from './needs-next-step.js';
import { nextPlanned, openFollowUp, unlisted, type NextPlan } from './plan.js';
import { followUpRefusal, subjectRefusal } from './rights.js';

/** What somebody tells of a contact: how, what was said, whether the goal was met, what comes next; and the move it leads to. */
export interface ContactRecord {
  readonly channel?: Channel | null;
  readonly outcome?: ContactOutcome | null;
  readonly note?: string | null;
  readonly goalCode?: string | null;
  readonly goalMet?: boolean | null;
  readonly durationMinutes?: number | null;
  readonly occurredAt?: Date | null;
  readonly next?: NextPlan | null;
  readonly facts?: Facts | null;
  readonly quote?: NewQuote | null;
  readonly advanceTo?: string | null;
  readonly reason?: string | null;
}

type File = CustomerFile | LeadFile;

/** Completes a planned follow-up: nothing is done without a record, a channel, a goal met or not, and the next plan. */
export function decideCompleteFollowUp(file: File, followUp: FollowUp, record: ContactRecord, call: Call): Decision {
  const refusal = followUpRefusal(file, followUp, call);
  return refusal ? refuse(refusal) : done(file, followUp, record, 'completeFollowUp', call);
}

/** Records a contact that nobody had planned; where the stage's own action is open, this was it. */
export function decideRecordFollowUp(file: File, record: ContactRecord, call: Call): Decision {
  const refusal = subjectRefusal(file, call);
  if (refusal) return refuse(refusal);
  if ('lead' in file && !isOpen(file.lead)) return refuse({ code: 'ALREADY_CLOSED' });
  const stageAction = file.followUps.find((one) => one.stage !== null);
  return done(file, stageAction ?? null, record, 'recordFollowUp', call);
}

/**
 * The contact, what was learned by it, the next plan, and the move. Where the move is refused, the rest has happened and is recorded; but for
 * the contact where it leaves no next plan, as only the move could have excused that: then the follow-up stays open.
 */
function done(file: File, open: FollowUp | null, record: ContactRecord, mutation: string, call: Call): Decision {
  requireSensible(file, record, call);
  const to = targetStage(file, record);
  const incomplete = incompleteRefusal(record, needsNextPlan(file, to), mutation);
  if (incomplete) return refuse(incomplete);
  const facts = learned(file, record, call);

  const followUp = open ?? openFollowUp(file, call);
  const isAgreed = reachedCustomer(record.outcome ?? 'REACHED');
  const next = nextPlanned(file, record.next, call, isAgreed ? nextHoldNumber(file, call.now) : 0);
  const contact = [
    ...closed(file, followUp, { isPlanned: open !== null, nextId: next?.followUpId ?? null, record }, call),
    ...facts,
    ...(next?.changes ?? []),
  ];
  const answer = { followUpId: followUp.id };
  if (!to || 'lead' in file) return acceptFor(file, contact, call, answer);
  const moved = move(after(file, contact), to, record, call);
  if (!('code' in moved)) return acceptFor(file, [...contact, ...moved], call, answer);
  const isWhole = !incompleteRefusal(record, needsNextStep(file), mutation);
  const refused = { to, refusal: moved };
  return isWhole ? refuseMove(file, refused, contact, call, answer) : refuseMove(file, refused, facts, call);
}

/** Not needed where the same request ends the customer's way, or leads it into a pool. */
function needsNextPlan(file: File, to: StageDefinition | null): boolean {
  return to ? !to.end && !to.toPool : needsNextStep(file);
}

function targetStage(file: File, { advanceTo, reason }: ContactRecord): StageDefinition | null {
  if (!advanceTo) return null;
  if ('lead' in file) throw badInput('advanceTo', message('LEADS_HAVE_NO_STAGE'));
  const to = requireStage(file.playbook, advanceTo, 'advanceTo');
  requireReason(file, to, reason ?? null);
  return to;
}

/** What was said is why it moves, where that asks for a reason; when a customer was won or lost, it is the review of it. */
function move(file: CustomerFile, to: StageDefinition, { reason = null, next, note }: ContactRecord, call: Call) {
  const why = reason !== null || asksForReview(to) ? (note?.trim() ?? null) : null;
  const entry = { reason, rule: null, note: why, hasNextPlan: Boolean(next) };
  return moveRefusal(file, to, call.by, entry) ?? enterStage(file, to, entry, call);
}

interface Closing {
  readonly isPlanned: boolean;
  readonly nextId: string | null;
  readonly record: ContactRecord;
}

/** What a contact does to the follow-up it completes, or is recorded as, and to the clocks. */
export function closed(file: File, followUp: FollowUp, { isPlanned, nextId, record }: Closing, call: Call): Changes {
  const { counts, changes } = contactMade(file, record, call);
  const occurredAt = record.occurredAt ?? call.now;
  const note = record.note?.trim() || null;
  const result = {
    status: 'DONE' as const,
    channel: record.channel ?? null,
    outcome: record.outcome ?? 'REACHED',
    note,
    goalCode: record.goalCode ?? null,
    goalMet: record.goalMet ?? null,
    durationMinutes: record.durationMinutes ?? null,
    occurredAt,
    doneAt: call.now,
    doneById: call.by?.id ?? null,
    countsAsActivity: counts,
    qualifying: qualifies(file, record, call),
    nextId,
  };
  const { id, customerId, leadId } = followUp;
  const reached = reachedCustomer(result.outcome);
  return [
    isPlanned
      ? set('FollowUp', id, { ...result, version: followUp.version + 1 })
      : add('FollowUp', { ...followUp, ...result, purpose: purposeRecorded(file, record) }),
    ...changes,
    event('FOLLOW_UP_DONE', {
      customerId,
      leadId,
      data: {
        followUpId: id,
        channel: result.channel,
        outcome: result.outcome,
        reached,
        occurredAt: occurredAt.toISOString(),
        durationMinutes: result.durationMinutes,
        noted: note !== null,
      },
    }),
  ];
}

/** Later than this after it took place, a contact is told of too late to count in reports. */
const TOLD_WITHIN_MS = 24 * 3_600_000;

/** Reports count what whoever holds the customer or lead did, with a channel and words, and told of in time. */
export function qualifies(file: File, { channel, note, occurredAt }: ContactRecord, { by, now }: Call): boolean {
  const isHolders = by !== null && by.id === heldOf(file).ownerId;
  const isTold = Boolean(channel) && Boolean(note?.trim());
  return isHolders && isTold && now.getTime() - (occurredAt ?? now).getTime() <= TOLD_WITHIN_MS;
}

function learned(file: File, record: ContactRecord, call: Call): Changes {
  if ('lead' in file) return requireNothingOfDeals(record);
  const { facts: said } = record;
  const facts = said ? within('facts', () => recordFacts(file, said, call)) : [];
  return [...facts, ...quoteGiven(after(file, facts), record.quote, call)];
}

/** What a deal is about is the customer's: nobody's words are lost without a word. */
function requireNothingOfDeals({ facts, quote }: ContactRecord): Changes {
  if (facts) throw badInput('facts', message('LEADS_HAVE_NO_DEAL'));
  if (quote) throw badInput('quote', message('LEADS_HAVE_NO_DEAL'));
  return [];
}

/** An unplanned contact is named after the goal it had. */
function purposeRecorded({ playbook }: File, { goalCode }: ContactRecord) {
  const goal = playbook.definition.goals?.find((one) => one.code === goalCode);
  return goal?.label ?? { 'zh-CN': '主动联系', en: 'Unplanned contact' };
}

function requireSensible({ playbook }: File, record: ContactRecord, call: Call): void {
  const { goalCode, occurredAt, durationMinutes } = record;
  const isListed = playbook.definition.goals?.some((goal) => goal.code === goalCode) ?? false;
  if (goalCode && !isListed) throw badInput('goalCode', unlisted('UNKNOWN_GOAL', goalCode, playbook.definition.goals));
  if (occurredAt && occurredAt > call.now) throw badInput('occurredAt', message('IN_THE_FUTURE'));
  if (typeof durationMinutes === 'number' && durationMinutes < 0)
    throw badInput('durationMinutes', message('NEGATIVE'));
}
