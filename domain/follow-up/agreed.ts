import type { CustomerFile } from '../customer/customer.js';
import { isAgreedHere } from '../deadline/hold.js';
import { clocksWithoutHold } from '../deadline/silence.js';
import type { LeadFile } from '../lead/lead.js';

/**
 * The how-manieth hold in a row a step would be that is agreed with the customer now. One before it counts only where a clock would have
 * acted by now without it: whoever is called every other day may be put off like anybody else.
 */
export function nextHoldNumber(file: CustomerFile | LeadFile, now: Date): number {
  if (!('customer' in file)) return 1;
  const agreed = file.followUps.filter((one) => isAgreedHere(one, file.customer));
  const last = Math.max(0, ...agreed.map(({ holdNumber }) => holdNumber));
  if (last === 0) return 1;
  return clocksWithoutHold(file).some(({ dueAt }) => dueAt <= now) ? last + 1 : 1;
}
