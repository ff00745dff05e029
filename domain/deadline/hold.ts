import { dueAfter } from '../calendar.js';
import type { Customer, CustomerFile } from '../customer/customer.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import { latest } from '../latest.js';
import { calendarOf, stepsAbove } from '../playbook/playbook.js';

/** An agreed step holds the clocks no further ahead than this, counted from the contact. */
const FURTHEST_AHEAD = 'P14D';
/** And no more than so many times in a row. */
const MOST_IN_A_ROW = 2;

/** Until when what was agreed with the customer holds the clocks of silence: until it is due plus grace; null: nothing does. */
export function heldUntil({ customer, followUps, playbook, calendar }: CustomerFile): Date | null {
  const grace = stepsAbove(playbook)[0]?.after ?? 'PT0S';
  const ends = followUps
    .filter((one) => holds(one, customer))
    .map(({ dueAt, createdAt }) => {
      const furthest = dueAfter(createdAt, FURTHEST_AHEAD, 'CLOCK', calendar);
      return dueAfter(dueAt! < furthest ? dueAt! : furthest, grace, calendarOf(playbook), calendar);
    });
  return ends.length > 0 ? latest(ends) : null;
}

/** Whether an open follow-up was agreed with the customer and still may hold the clocks. */
export const holds = (
  followUp: Pick<FollowUp, 'status' | 'dueAt' | 'holdNumber' | 'createdAt'>,
  customer: Pick<Customer, 'stageEnteredAt'>,
): boolean =>
  followUp.status === 'PLANNED' &&
  followUp.dueAt !== null &&
  isAgreedHere(followUp, customer) &&
  followUp.holdNumber <= MOST_IN_A_ROW;

/** Entering a stage restarts the clocks: what was agreed in the stage before holds nothing in the next. */
export const isAgreedHere = (
  { holdNumber, createdAt }: Pick<FollowUp, 'holdNumber' | 'createdAt'>,
  { stageEnteredAt }: Pick<Customer, 'stageEnteredAt'>,
): boolean => holdNumber > 0 && createdAt >= stageEnteredAt;
