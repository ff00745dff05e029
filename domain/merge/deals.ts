import { set, type Changes } from '../change.js';
import type { CustomerFile } from '../customer/customer.js';
import { currentDeal, type DealFile } from '../deal/deal.js';
import type { Call } from '../decision.js';
import { isOver } from './rights.js';
import type { File } from './unmerging.js';

/** The deal that goes on with the survivor: one under way, where the survivor has none of its own. What is owed for the others is asked for as before. */
export function dealGoingOn(survivor: File, from: File): DealFile | null {
  if (!('customer' in survivor) || !('customer' in from) || isOver(from)) return null;
  const deal = currentDeal(survivor) === null ? currentDeal(from) : null;
  return deal !== null && deal.createdAt > survivor.customer.cycleStartedAt ? deal : null;
}

export const dealsOf = (file: File): readonly DealFile[] => ('customer' in file ? file.deals : []);

/** All other deals that come in belong to the past, whenever they began. */
export function dealsPast(survivor: File, from: File, call: Call): Changes {
  const goesOn = dealGoingOn(survivor, from);
  return dealsOf(from)
    .filter(({ id, pastSince }) => pastSince === null && id !== goesOn?.id)
    .map(({ id }) => set('Deal', id, { pastSince: call.now }));
}

/** What the merge at this time had made past goes on where it came from. */
export function dealsAgain(deals: CustomerFile['deals'], mergedAt: Date): Changes {
  return deals
    .filter(({ pastSince }) => pastSince?.getTime() === mergedAt.getTime())
    .map(({ id }) => set('Deal', id, { pastSince: null }));
}

/** Timers of these follow-ups and deals: of whatever hangs on them. */
export function timersOf(
  { deadlines }: Pick<File, 'deadlines'>,
  followUps: readonly { readonly id: string }[],
  deals: readonly DealFile[],
): File['deadlines'] {
  const own = new Set([...followUps, ...deals.flatMap(partsOf)].map(({ id }) => id));
  return deadlines.filter(({ followUpId, subject }) => own.has(followUpId ?? subject));
}

const partsOf = (deal: DealFile): readonly { readonly id: string }[] => [
  deal,
  ...deal.instalments,
  ...(deal.delivery === null ? [] : [deal.delivery]),
];
