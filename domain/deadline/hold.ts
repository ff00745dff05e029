import { dueAfter } from '../calendar.js';
import type { CustomerFile } from '../customer/customer.js';
import type { FollowUp } from '../follow-up/follow-up.js';
import { latest } from '../latest.js';
import { calendarOf, stepsAbove } from '../playbook/playbook.js';

/** An agreed step holds the clocks no further ahead than this, counted from the contact. */
const FURTHEST_AHEAD = 'P14D';
/** And no more than so many times in a row. */
const MOST_IN_A_ROW = 2;

/** Until when what was agreed with the customer holds the clocks of silence: until it is due plus grace; null: nothing does. */
export function heldUntil({ followUps, playbook, calendar }: CustomerFile): Date | null {
  const grace = stepsAbove(playbook)[0]?.after ?? 'PT0S';
  const ends = followUps.filter(holds).map(({ dueAt, createdAt }) => {
    const furthest = dueAfter(createdAt, FURTHEST_AHEAD, 'CLOCK', calendar);
    return dueAfter(dueAt! < furthest ? dueAt! : furthest, grace, calendarOf(playbook), calendar);
  });
  return ends.length > 0 ? latest(ends) : null;
}

/** Whether an open follow-up was agreed with the customer and still may hold the clocks. */
export const holds = ({ status, dueAt, holdNumber }: Pick<FollowUp, 'status' | 'dueAt' | 'holdNumber'>): boolean =>
  status === 'PLANNED' && dueAt !== null && holdNumber > 0 && holdNumber <= MOST_IN_A_ROW;
