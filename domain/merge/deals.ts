import { set, type Changes } from '../change.js';
import { currentDeal, type DealFile } from '../deal/deal.js';
import type { File } from './kind.js';
import type { Merge } from './merge.js';
import { isOver } from './rights.js';

/** The deal that goes on with the survivor: one under way, where the survivor has none of its own. */
export function dealGoingOn(survivor: File, from: File): DealFile | null {
  if (!('customer' in survivor) || !('customer' in from) || isOver(from)) return null;
  const deal = currentDeal(survivor) === null ? currentDeal(from) : null;
  return deal !== null && deal.createdAt > survivor.customer.cycleStartedAt ? deal : null;
}

/** All others that come in belong to the past, whenever they began; what is owed for them is asked for as before. */
export function dealsPast(survivor: File, from: File, merge: Merge): Changes {
  const goesOn = dealGoingOn(survivor, from);
  return dealsOf(from)
    .filter(({ id, pastSince }) => pastSince === null && id !== goesOn?.id)
    .map(({ id }) => set('Deal', id, { pastSince: merge.at }));
}

/** What that merge had made past goes on where it came from. */
export function dealsAgain(file: File, merge: Merge): Changes {
  return dealsOf(file)
    .filter(({ pastSince }) => pastSince?.getTime() === merge.at.getTime())
    .map(({ id }) => set('Deal', id, { pastSince: null }));
}

const dealsOf = (file: File): readonly DealFile[] => ('customer' in file ? file.deals : []);
