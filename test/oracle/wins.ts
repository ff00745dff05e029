import { stageOf } from './asked.js';
import type { History, Stay } from './history-types.js';

/** When somebody was first won. */
export const firstWinOf = (history: History, customerId: string | null): Stay | undefined =>
  history.stays
    .filter((stay) => stay.customerId === customerId && stageOf(history, stay).outcome === 'WON')
    .sort((a, b) => Number(a.at) - Number(b.at))[0];

/** What the newest deal of that time is worth, where it is in CNY. */
export function worthOf({ deals }: History, { customerId, at }: Stay): number | null {
  const before = deals.filter(
    (deal) => deal.customerId === customerId && deal.currency === 'CNY' && deal.createdAt <= at,
  );
  return before.sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : -1))[0]?.amount ?? null;
}
