import { set, type Change, type Changes } from '../change.js';
import type { Call } from '../decision.js';
import { message } from '../message.js';
import type { Notification } from '../notification.js';
import { notify } from '../notify.js';
import type { Share } from './batch.js';

interface Telling {
  readonly handOverId: string;
  readonly fromName: string;
  /** The cards of earlier batches, by whom they were for. */
  readonly cards: ReadonlyMap<string, Notification>;
}

/** Whoever takes over is told once, by one card that counts up, not once per customer. */
export function tellTakers(shares: ReadonlyMap<string, Share>, telling: Telling, call: Call): Changes {
  return [...shares].filter(([id]) => id !== call.by?.id).map(([id, share]) => cardFor(id, share, telling, call));
}

function cardFor(id: string, share: Share, { handOverId, fromName, cards }: Telling, call: Call): Change {
  const card = cards.get(id);
  const before = (kind: keyof Share) => Number(card?.body.params?.[kind] ?? 0);
  const counts = {
    customers: before('customers') + share.customers,
    leads: before('leads') + share.leads,
    followUps: before('followUps') + share.followUps,
  };
  const body = message('NOTE_HANDED_OVER_BODY', { ...counts, handOverId });
  if (card) return set('Notification', card.id, { body, readAt: null });
  return notify(id, { kind: 'ASSIGNED', title: message('NOTE_HANDED_OVER', { from: fromName }), body, level: 0 }, call);
}
