import { atLocalTime, dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import type { LeadFile } from '../lead/lead.js';
import { message, type Label, type Message } from '../message.js';
import { stageOf, outcomeOf, type StageDefinition } from '../playbook/playbook.js';
import { transitionsOf } from '../playbook/transitions.js';
import type { Viewer } from '../policy.js';
import type { Guide, UnmetCondition } from '../refusal.js';
import type { Channel, ContactOutcome } from './follow-up.js';
import { needsNextStep } from './needs-next-step.js';
import type { FollowUpOffers, Phrase } from './rules.js';

/** How contacts have gone so far. */
export interface ContactHistory {
  /** Attempts in a row without an answer, by whoever has it now. */
  readonly unanswered: number;
  readonly lastChannel: Channel | null;
}

/** What makes the usual follow-up one request without typing. */
export interface Suggestions {
  readonly channel: Channel;
  readonly phrases: readonly Phrase[];
  readonly nextDates: readonly NextDate[];
  /** What a stage ahead still asks for: only what isn't known. */
  readonly missing: readonly UnmetCondition[];
  readonly giveUp: GiveUp | null;
}

export interface NextDate {
  readonly code: string;
  readonly label: Label;
  readonly outcomes: readonly ContactOutcome[];
  readonly dueAt: Date;
}

/** Giving up is proposed, never done: after so many attempts, by these ways. */
export interface GiveUp {
  readonly attempts: number;
  readonly because: Message;
  readonly guides: readonly Guide[];
  /** Where a customer may go for that. */
  readonly stages: readonly StageDefinition[];
}

interface Situation {
  readonly history: ContactHistory;
  readonly offers: FollowUpOffers;
  readonly by: Viewer;
  readonly now: Date;
}

/** What is suggested to whoever is about to record a contact; nothing that is known is asked again. */
export function suggestionsFor(file: CustomerFile | LeadFile, { history, offers, by, now }: Situation): Suggestions {
  return {
    channel: history.lastChannel ?? 'PHONE',
    phrases: offers.phrases,
    nextDates: nextDates(offers, file.calendar, now),
    missing: 'customer' in file ? missingAhead(file, by) : [],
    giveUp: giveUpAfter(file, history.unanswered),
  };
}

/** In working time, at the local time of the rule; what would be over already is left out. */
function nextDates({ nextDates: dates }: FollowUpOffers, calendar: CustomerFile['calendar'], now: Date): NextDate[] {
  return dates
    .map(({ code, label, outcomes, after, time }) => {
      const reached = dueAfter(now, after, 'WORKING', calendar);
      const dueAt = time === undefined ? reached : atLocalTime(reached, 1, time, calendar.timeZone);
      return { code, label, outcomes, dueAt };
    })
    .filter(({ dueAt }) => dueAt > now);
}

/** What the open stages that the customer may go to next still ask for and a contact can bring, each once. */
function missingAhead(file: CustomerFile, by: Viewer): readonly UnmetCondition[] {
  const ahead = transitionsOf(file, by).filter(
    ({ to, blockedBy }) => !to.end && !to.toPool && blockedBy === 'CONDITIONS_UNMET',
  );
  const unmet = ahead.flatMap((transition) => transition.unmet.filter(isLearned));
  const keyOf = ({ code, field }: UnmetCondition) => `${code} ${field}`;
  return unmet.filter((one, index) => unmet.findIndex((other) => keyOf(other) === keyOf(one)) === index);
}

/** The contact itself meets the one, and a reason is nothing that one asks a customer for. */
const isLearned = ({ code, field, givenWithMove }: UnmetCondition): boolean =>
  givenWithMove && code !== 'FOLLOW_UP_DONE' && field !== 'reason';

function giveUpAfter(file: CustomerFile | LeadFile, attempts: number): GiveUp | null {
  if (attempts < file.followUpRules.attempts.giveUpAfter || !needsNextStep(file)) return null;
  const because = message('GIVE_UP_PROPOSED', { attempts });
  const release = (mutation: string) => guide(mutation, ['reason'], 'GUIDE_RELEASE');
  if ('lead' in file)
    return {
      attempts,
      because,
      guides: [guide('disqualifyLead', ['reason'], 'GUIDE_DISQUALIFY'), release('releaseLead')],
      stages: [],
    };
  const stages = exitsOf(file);
  const move = stages.length > 0 ? [guide('advanceCustomer', ['to', 'reason'], 'GUIDE_GIVE_UP')] : [];
  return { attempts, because, guides: [...move, release('releaseCustomer')], stages };
}

const guide = (mutation: string, fields: readonly string[], title: Parameters<typeof message>[0]): Guide => ({
  mutation,
  fields,
  title: message(title),
});

/** The stages that are lost, or lead into a pool, of those that it may go to. */
function exitsOf({ playbook, customer }: CustomerFile): readonly StageDefinition[] {
  return stageOf(playbook, customer.stage)
    .mayGoTo.map((code) => stageOf(playbook, code))
    .filter((stage) => outcomeOf(stage) === 'LOST' || stage.toPool !== undefined);
}
