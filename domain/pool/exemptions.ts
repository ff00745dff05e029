import type { CustomerFile } from '../customer/customer.js';
import { currentDeal, dealsStillOwed } from '../deal/deal.js';
import { isOwed } from '../deal/settlement.js';
import { outcomeOf, stageOf } from '../playbook/playbook.js';
import type { PoolExemption } from './rules.js';

const HOLDS: Readonly<Record<PoolExemption, (file: CustomerFile) => boolean>> = {
  WON_WITH_OPEN_PAYMENTS: isWonWithOpenPayments,
  PROTECTED: ({ customer }) => customer.protected && customer.protectedUntil === null,
};

/** Whether the customer is one of those that a pool never takes back. */
export const isExempt = (file: CustomerFile, exempt: readonly PoolExemption[]): boolean =>
  exempt.some((one) => HOLDS[one](file));

/** Until when a protection keeps the customer where it is; null: it has no end, or there is none. */
export const protectedUntil = ({ customer }: CustomerFile, exempt: readonly PoolExemption[]): Date | null =>
  customer.protected && exempt.includes('PROTECTED') ? customer.protectedUntil : null;

/**
 * WON_WITH_OPEN_PAYMENTS: a customer who has bought and still owes money is never taken back, not either where they stand elsewhere by now: what
 * was sold before they were reopened or merged is owed all the same.
 */
export function isWonWithOpenPayments(file: CustomerFile): boolean {
  const isWon = outcomeOf(stageOf(file.playbook, file.customer.stage)) === 'WON';
  const present = isWon ? currentDeal(file) : null;
  return dealsStillOwed(file).some((deal) => isOwed(deal) && (deal.paymentOpenedAt !== null || deal === present));
}
