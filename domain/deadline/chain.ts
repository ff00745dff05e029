import { asLongAfter, dueAfter, type WorkCalendar } from '../calendar.js';
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
  /** When the step reached was told, once one was told late: the steps that remain count from it, and snoozing moves it. Null: all were told in time. */
  readonly resumedAt: Date | null;
}

export const NOT_BEGUN: Chain = { reachedStep: null, acknowledgedAt: null, snoozedMs: 0, resumedAt: null };

/** Minutes that a restart or a burst costs move nothing, as long as half of the time until the next step is left. */
const TOLERATED_MS = 5 * 60_000;

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

/** From when on its steps count, and how far they have come. */
type Course = Pick<Obligation, 'dueAt' | 'steps'> & { readonly chain: Pick<Chain, 'reachedStep' | 'resumedAt'> };

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

/**
 * The same for one whose reminder or step was told late: those that remain are counted from then, each with its own span. Nobody's superior hears
 * because we were late.
 */
export function resumedTimes(around: Around, { dueAt, steps, chain }: Course): readonly Date[] {
  const { reachedStep, resumedAt } = chain;
  if (resumedAt === null || reachedStep === null) return stepTimes(around, dueAt, steps);
  if (reachedStep === 0) return stepTimes(around, resumedAt, steps);
  const { playbook, calendar } = around;
  const planned = stepTimes(around, dueAt, steps);
  const reached = planned[reachedStep - 1] ?? dueAt;
  return planned.map((time, index) =>
    index < reachedStep ? time : asLongAfter(resumedAt, [reached, time], calendarOf(playbook), calendar),
  );
}

/** What a chain remembers of a step that is told: one that comes late is what the next is counted from. */
export function told(
  around: Around,
  { dueAt: obligedAt, steps, chain }: Pick<Obligation, 'dueAt' | 'steps' | 'chain'>,
  { step: reachedStep, dueAt }: Pick<Deadline, 'step' | 'dueAt'>,
  now: Date,
): Pick<Chain, 'reachedStep' | 'resumedAt'> {
  const inTime = { ...chain, reachedStep, resumedAt: chain.resumedAt && dueAt };
  const next = nextAt(around, { dueAt: obligedAt, steps, chain: inTime });
  return { reachedStep, resumedAt: isLate(dueAt, next, now) ? now : inTime.resumedAt };
}

/** Whether what was due was told so late that the next step would come too soon after it. */
export function isLate(dueAt: Date, next: Date | null, now: Date): boolean {
  if (next === null) return false;
  const left = next.getTime() - dueAt.getTime();
  const tolerated = left > 0 ? Math.min(TOLERATED_MS, left / 2) : TOLERATED_MS;
  return now.getTime() - dueAt.getTime() > tolerated;
}

/** When the step after the one that was reached is taken; null: there is none. */
function nextAt(around: Around, { dueAt, steps, chain }: Pick<Obligation, 'dueAt' | 'steps' | 'chain'>): Date | null {
  const time = resumedTimes(around, { dueAt, steps, chain })[chain.reachedStep ?? 0];
  if (!time) return null;
  return chain.resumedAt === null ? snoozed(time, chain) : time;
}

function nextStep(around: Around, obligation: Obligation, number: number): readonly WantedDeadline[] {
  const { timer, afterwards, steps, unheeded } = obligation;
  const step = steps[number - 1];
  if (!step) return [];
  return [
    {
      ...timer,
      ...afterwards,
      step: number,
      dueAt: nextAt(around, obligation)!,
      because: unheeded(step.after),
      onlyAhead: false,
    },
  ];
}

const snoozed = (dueAt: Date, { snoozedMs }: Chain): Date => new Date(dueAt.getTime() + snoozedMs);
