import { dueAfter } from '../calendar.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import type { AgreedRules } from '../follow-up/rules.js';
import { latest } from '../latest.js';
import { calendarOf, stepsAbove } from '../playbook/playbook.js';
import { stepTimes } from './chain.js';

/** Until when what was agreed with the customer holds the clocks of silence: until it is due plus grace; null: nothing does. */
export function heldUntil({ customer, followUps, followUpRules, playbook, calendar }: CustomerFile): Date | null {
  const { agreed } = followUpRules;
  const grace = stepsAbove(playbook)[0]?.after ?? 'PT0S';
  const ends = followUps
    .filter((one) => holds(one, customer, agreed))
    .map(({ dueAt, createdAt }) => {
      const furthest = dueAfter(createdAt, agreed.furthestAhead, 'CLOCK', calendar);
      return dueAfter(dueAt! < furthest ? dueAt! : furthest, grace, calendarOf(playbook), calendar);
    });
  return ends.length > 0 ? latest(ends) : null;
}

/** Until when no superior hears of silence: its owner was reminded late of what is to be done, and has the first step's time from then on. */
export function toldLateUntil({ followUps, ...around }: CustomerFile): Date | null {
  const first = stepsAbove(around.playbook).slice(0, 1);
  const late = followUps.filter(({ reachedStep }) => reachedStep === 0).map(({ resumedAt }) => resumedAt);
  const ends = late.flatMap((at) => (at === null ? [] : stepTimes(around, at, first)));
  return ends.length > 0 ? latest(ends) : null;
}

/** Whether an open follow-up was agreed with the customer and still may hold the clocks. */
export const holds = (
  followUp: Pick<FollowUp, 'status' | 'dueAt' | 'holdNumber' | 'createdAt'>,
  customer: Pick<Customer, 'stageEnteredAt'>,
  { inARow }: AgreedRules,
): boolean =>
  followUp.status === 'PLANNED' &&
  followUp.dueAt !== null &&
  isAgreedHere(followUp, customer) &&
  followUp.holdNumber <= inARow;

/** Entering a stage restarts the clocks: what was agreed in the stage before holds nothing in the next. */
export const isAgreedHere = (
  { holdNumber, createdAt }: Pick<FollowUp, 'holdNumber' | 'createdAt'>,
  { stageEnteredAt }: Pick<Customer, 'stageEnteredAt'>,
): boolean => holdNumber > 0 && createdAt >= stageEnteredAt;
