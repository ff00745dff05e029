import type { CustomerFile } from '../customer/customer.js';
import { isOwed } from '../deal/settlement.js';
import { outcomeOf, stageOf } from '../playbook/playbook.js';

/** WON_WITH_OPEN_PAYMENTS: a customer who has bought and still owes money is never taken back. */
export function isWonWithOpenPayments({ customer, playbook, deals }: CustomerFile): boolean {
  return outcomeOf(stageOf(playbook, customer.stage)) === 'WON' && deals.some(isOwed);
}
