import type { Deal, DealDelivery, DealFile, Instalment, Payment } from '../deal/deal.js';
import { settledInstalments } from '../deal/settlement.js';
import { chainAt } from './chain-at.js';
import type { Past, PastDeal } from './past.js';

/** The deals as they stood at a moment, newest first, with what was agreed, planned and paid by then. */
export function dealsAt(past: Past, at: Date): readonly DealFile[] {
  const standing = past.deals.filter(({ createdAt }) => createdAt < at);
  return standing.map((deal, index) => dealAt(past, deal, { at, isNewest: index === 0 }));
}

function dealAt(past: Past, deal: PastDeal, { at, isNewest }: { at: Date; isNewest: boolean }): DealFile {
  const { instalments, payments, delivery, termsBefore, ...row } = deal;
  const standing = {
    ...row,
    ...(isNewest ? termsAt(past, at) : {}),
    paymentOpenedAt: ifBefore(row.paymentOpenedAt, at),
    pastSince: ifBefore(row.pastSince, at),
    planResumedAt: ifBefore(row.planResumedAt, at),
    termsSetAt: ifBefore(row.termsSetAt, at) ?? termsBefore ?? row.createdAt,
    instalments: instalmentsAt(past, instalments, at),
    payments: paymentsAt(payments, at),
    delivery: delivery && deliveryAt(past, delivery, at),
  };
  return { ...standing, instalments: settledInstalments(standing) };
}

const ifBefore = (time: Date | null, at: Date): Date | null => (time !== null && time < at ? time : null);

const TERMS = { 'deal.amount': 'amount', 'deal.currency': 'currency', 'deal.signedAt': 'signedAt' } as const;

/** What was agreed then: what the log says it was before it was changed, as long as it isn't about a later deal. */
function termsAt({ deals, log }: Past, at: Date): Partial<Deal> {
  const nextBegins = deals.findLast(({ createdAt }) => createdAt >= at)?.createdAt;
  const own = log.filter((entry) => !nextBegins || entry.at < nextBegins);
  const terms: Record<string, unknown> = {};
  for (const { field, old } of own.flatMap(({ changes }) => changes)) {
    const name = TERMS[field as keyof typeof TERMS];
    if (name && !(name in terms)) terms[name] = name === 'signedAt' && old !== null ? new Date(old as string) : old;
  }
  return terms;
}

const instalmentsAt = (past: Past, instalments: readonly Instalment[], at: Date): readonly Instalment[] =>
  planAt(instalments, at).map((one) => ({ ...one, ...chainAt(past, one, at), cancelledAt: null }));

/** Those of the plan that held just before a moment. */
export const planAt = (instalments: readonly Instalment[], at: Date): readonly Instalment[] =>
  instalments.filter((one) => one.createdAt < at && !ifBefore(one.cancelledAt, at));

const NOT_VOIDED = { voidedAt: null, voidedById: null, voidNote: null };

/** What had come in just before a moment. */
export const paymentsAt = (payments: readonly Payment[], at: Date): readonly Payment[] =>
  payments.filter((one) => one.createdAt < at && !ifBefore(one.voidedAt, at)).map((one) => ({ ...one, ...NOT_VOIDED }));

/** Its checklist has no timers. */
function deliveryAt(past: Past, delivery: DealDelivery, at: Date): DealFile['delivery'] {
  if (delivery.openedAt >= at) return null;
  const handedOver = past.log.find(
    ({ type, data }) => type === 'DEAL_HANDED_OVER' && data['dealId'] === delivery.dealId,
  );
  const toUserId = handedOver ? (handedOver.data['from'] as string | null) : delivery.toUserId;
  return { ...delivery, ...chainAt(past, delivery, at), toUserId, items: [] };
}
