import type { FieldChange } from '../change.js';
import { fieldChanges } from '../field-changes.js';
import { sumOf } from '../money.js';
import type { DealFile } from './deal.js';

/** What changed of a customer's deals, as the log tells it: `deal.amount`, `deal.instalments`, `delivery.toUserId` and so on. */
export function dealChanges(before: readonly DealFile[], result: readonly DealFile[]): readonly FieldChange[] {
  return result.flatMap((deal) => {
    const old = before.find(({ id }) => id === deal.id);
    return old === deal ? [] : fieldChanges(old ? toldOf(old) : {}, toldOf(deal));
  });
}

/** How far a chain of reminders has come is told by its cards. */
function toldOf({ amount, currency, signedAt, paymentOpenedAt, instalments, payments, delivery }: DealFile): object {
  return {
    'deal.amount': amount,
    'deal.currency': currency,
    'deal.signedAt': signedAt,
    'deal.paymentOpenedAt': paymentOpenedAt,
    'deal.instalments': instalments.length > 0 ? instalments.map(({ amount, dueAt }) => ({ amount, dueAt })) : null,
    'deal.paid': payments.length > 0 ? sumOf(payments.map((payment) => payment.amount)) : null,
    'delivery.dueAt': delivery?.dueAt,
    'delivery.toUserId': delivery?.toUserId,
    'delivery.handedOverAt': delivery?.handedOverAt,
    'delivery.note': delivery?.note,
    'delivery.done': doneIn(delivery),
  };
}

function doneIn(delivery: DealFile['delivery']): readonly string[] | null {
  const done = delivery?.items.filter(({ doneAt }) => doneAt !== null).map(({ code }) => code) ?? [];
  return done.length > 0 ? done : null;
}
