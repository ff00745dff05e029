import type { DealFile, Instalment, Payment } from './deal.js';
import type { Change, RecordName } from '../change.js';

/** The records that hang on a deal, the deal itself included. */
type DealRecord = Extract<RecordName, 'Deal' | 'Instalment' | 'Payment' | 'DealDelivery' | 'ChecklistItem'>;

export type DealAdd = Extract<Change, { add: DealRecord }>;
export type DealSet = Extract<Change, { set: DealRecord }>;

/** The deals as they will stand with a row more, newest first, what hangs on them in the order it is read in. */
export function withDealRow(deals: readonly DealFile[], change: DealAdd): readonly DealFile[] {
  switch (change.add) {
    case 'Deal':
      return [{ ...change.row, instalments: [], payments: [], delivery: null }, ...deals];
    case 'Instalment':
      return inDeal(deals, change.row.dealId, (deal) => ({
        instalments: [...deal.instalments, change.row].sort(byDueAt),
      }));
    case 'Payment':
      return inDeal(deals, change.row.dealId, (deal) => ({ payments: [...deal.payments, change.row].sort(byPaidAt) }));
    case 'DealDelivery':
      return inDeal(deals, change.row.dealId, () => ({ delivery: { ...change.row, items: [] } }));
    case 'ChecklistItem':
      return deals.map((deal) =>
        deal.delivery?.id === change.row.deliveryId
          ? { ...deal, delivery: { ...deal.delivery, items: [...deal.delivery.items, change.row] } }
          : deal,
      );
  }
}

/** The same with a row changed: a cancelled instalment and a payment that was taken back are gone. */
export function withDealPatch(deals: readonly DealFile[], change: DealSet): readonly DealFile[] {
  switch (change.set) {
    case 'Deal':
      return inDeal(deals, change.id, () => change.to);
    case 'Instalment':
      return deals.map((deal) => ({
        ...deal,
        instalments: patched(deal.instalments, change.id, change.to).filter(({ cancelledAt }) => cancelledAt === null),
      }));
    case 'Payment':
      return deals.map((deal) => ({
        ...deal,
        payments: patched(deal.payments, change.id, change.to).filter(({ voidedAt }) => voidedAt === null),
      }));
    case 'DealDelivery':
      return deals.map((deal) =>
        deal.delivery?.id === change.id ? { ...deal, delivery: { ...deal.delivery, ...change.to } } : deal,
      );
    case 'ChecklistItem':
      return deals.map((deal) =>
        deal.delivery
          ? { ...deal, delivery: { ...deal.delivery, items: patched(deal.delivery.items, change.id, change.to) } }
          : deal,
      );
  }
}

function inDeal(
  deals: readonly DealFile[],
  id: string,
  change: (deal: DealFile) => Partial<DealFile>,
): readonly DealFile[] {
  return deals.map((deal) => (deal.id === id ? { ...deal, ...change(deal) } : deal));
}

function patched<T extends { readonly id: string }>(rows: readonly T[], id: string, to: Partial<T>): readonly T[] {
  return rows.map((row) => (row.id === id ? { ...row, ...to } : row));
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));
const byDueAt = (a: Instalment, b: Instalment): number => a.dueAt.getTime() - b.dueAt.getTime() || byId(a, b);
export const byPaidAt = (a: Payment, b: Payment): number => a.paidAt.getTime() - b.paidAt.getTime() || byId(a, b);
