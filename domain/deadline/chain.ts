import { dueAfter, type WorkCalendar } from '../calendar.js';
import { latest } from '../latest.js';
import type { Message } from '../message.js';
import { calendarOf, type EscalationStep, type Playbook } from '../playbook/playbook.js';
import type { Deadline, WantedDeadline } from './deadline.js';

/** How far the telling of something that is owed has come. */
export interface Chain {
  /** Null before it was due, 0 whoever owes it was told, n the n-th step after that. */
  readonly reachedStep: number | null;
  readonly acknowledgedAt: Date | null;
  /** By how much snoozing moved the steps that remain, in milliseconds. */
  readonly snoozedMs: number;
}

export const NOT_BEGUN: Chain = { reachedStep: null, acknowledgedAt: null, snoozedMs: 0 };

type Timer = Pick<Deadline, 'kind' | 'subject' | 'rule' | 'customerId' | 'leadId' | 'followUpId'>;

/** Something that is owed by a time, and who is told of it before, at and after that. */
export interface Obligation {
  readonly chain: Chain;
  readonly timer: Timer;
  /** What the steps after the due time are known as, where that is something else. */
  readonly afterwards?: Pick<Deadline, 'kind' | 'rule'>;
  readonly dueAt: Date;
  /** When its owner is reminded ahead. */
  readonly remindAt: readonly Date[];
  readonly steps: readonly EscalationStep[];
  readonly ahead: () => Message;
  readonly due: () => Message;
  readonly unheeded: (after: string) => Message;
}

interface Around {
  readonly playbook: Playbook;
  readonly calendar: WorkCalendar;
}

/** One due time, one reminder: those ahead, then the due time itself, then one step of the escalation after the other. */
export function chainDeadlines(around: Around, obligation: Obligation): readonly WantedDeadline[] {
  const { reachedStep, acknowledgedAt } = obligation.chain;
  if (reachedStep === null) return [...remindersAhead(obligation), due(obligation)];
  return acknowledgedAt === null ? nextStep(around, obligation, reachedStep + 1) : [];
}

function remindersAhead({ timer, remindAt, ahead }: Obligation): readonly WantedDeadline[] {
  return remindAt.map((dueAt, index) => ({
    ...timer,
    step: index - remindAt.length,
    dueAt,
    because: ahead(),
    onlyAhead: true,
  }));
}

function due({ timer, dueAt, chain, due: because }: Obligation): WantedDeadline {
  return { ...timer, step: 0, dueAt: snoozed(dueAt, chain), because: because(), onlyAhead: false };
}

/**
 * When each step after the due time is taken. Working hours and working days aren't counted alike: of what is due on a Saturday, a day is over
 * on Monday morning and four hours are over at noon. No step comes before the one that it goes on from.
 */
export function stepTimes(
  { playbook, calendar }: Around,
  dueAt: Date,
  steps: readonly EscalationStep[],
): readonly Date[] {
  const times: Date[] = [];
  for (const { after } of steps)
    times.push(latest([dueAfter(dueAt, after, calendarOf(playbook), calendar), times.at(-1) ?? dueAt]));
  return times;
}

function nextStep(around: Around, obligation: Obligation, number: number): readonly WantedDeadline[] {
  const { timer, afterwards, dueAt, steps, chain, unheeded } = obligation;
  const step = steps[number - 1];
  if (!step) return [];
  return [
    {
      ...timer,
      ...afterwards,
      step: number,
      dueAt: snoozed(stepTimes(around, dueAt, steps)[number - 1]!, chain),
      because: unheeded(step.after),
      onlyAhead: false,
    },
  ];
}

const snoozed = (dueAt: Date, { snoozedMs }: Chain): Date => new Date(dueAt.getTime() + snoozedMs);
