import type { Notification, NotificationKind } from '../notification.js';
import { dayOf, isoDay, wallTime } from '../wall-clock.js';
import type { OutsideChannel, Suppression } from './delivery.js';
import { offTheHour, quietUntil, type Quiet } from './quiet.js';

/** The organisation's rules for what goes outside: settings.push. */
export interface PushRules {
  /** So many reminders about one customer go to one person on a day. */
  readonly perCustomerPerDay: number;
  /** So many cards go to one person on a day; the rest is told in the morning digest. */
  readonly perPersonPerDay: number;
  /** Local time, HH:mm. */
  readonly digestAt: string;
  readonly quiet: Quiet | null;
  /** Whether customers are named where a whole group reads it. */
  readonly namesInGroups: boolean;
}

/** Cards that ask for something to be done for a customer. */
export const OBLIGATION_KINDS: readonly NotificationKind[] = ['REMINDER', 'ESCALATION'];

export type PushedCard = Pick<Notification, 'id' | 'kind' | 'customerId'>;

export interface Listener {
  readonly channels: readonly {
    readonly channel: OutsideChannel;
    readonly laneKey: string;
    readonly kinds: readonly NotificationKind[] | null;
  }[];
  /** Null: as the organisation has it. */
  readonly quietHours: Quiet | null;
  readonly digest: boolean;
  readonly onLeaveUntil: Date | null;
}

/** What somebody was sent on a day already, and about whom. */
export interface PushedOnDay {
  readonly cards: number;
  readonly ofCustomers: ReadonlyMap<string, number>;
}

export interface PushAround {
  readonly rules: PushRules;
  readonly timeZone: string;
  readonly now: Date;
  /** 0 to 1: how far past a full or half hour something is put off. */
  readonly chance: number;
}

export interface Push {
  readonly card: PushedCard;
  readonly channel: OutsideChannel;
  readonly laneKey: string;
  /** The local day on which it is sent. */
  readonly day: string;
  readonly at: Date;
  readonly suppressed: Suppression | null;
}

/** A day of the wall calendar on which something that is decided now is sent outside to somebody, and when. */
export function pushTime({ quietHours }: Pick<Listener, 'quietHours'>, { rules, timeZone, now, chance }: PushAround) {
  const at = offTheHour(quietUntil(now, quietHours ?? rules.quiet, timeZone), chance);
  return { at, day: isoDay(dayOf(wallTime(at, timeZone))) };
}

/**
 * Where else somebody hears of their new cards, in the order of the cards: outside quiet hours, one reminder of each customer and so many cards a
 * day. The digest isn't counted: it tells of the rest.
 */
export function decidePushes(
  cards: readonly PushedCard[],
  listener: Listener,
  before: PushedOnDay,
  around: PushAround,
): readonly Push[] {
  const { at, day } = pushTime(listener, around);
  const ofCustomers = new Map(before.ofCustomers);
  let count = before.cards;
  return cards.flatMap((card) => {
    const channels = listener.channels.filter(({ kinds }) => kinds === null || kinds.includes(card.kind));
    if (channels.length === 0 || (card.kind === 'DIGEST' && !listener.digest)) return [];
    const suppressed = whyNot(card, listener, { cards: count, ofCustomers }, around);
    if (!suppressed && card.kind !== 'DIGEST') count++;
    if (!suppressed && isObligation(card))
      ofCustomers.set(card.customerId, (ofCustomers.get(card.customerId) ?? 0) + 1);
    return channels.map(({ channel, laneKey }) => ({ card, channel, laneKey, day, at, suppressed }));
  });
}

function whyNot(
  card: PushedCard,
  { onLeaveUntil }: Listener,
  so: PushedOnDay,
  { rules, now }: PushAround,
): Suppression | null {
  if (onLeaveUntil !== null && onLeaveUntil > now) return 'ON_LEAVE';
  if (card.kind === 'DIGEST') return null;
  if (isObligation(card) && (so.ofCustomers.get(card.customerId) ?? 0) >= rules.perCustomerPerDay)
    return 'CUSTOMER_LIMIT';
  return so.cards >= rules.perPersonPerDay ? 'DAILY_LIMIT' : null;
}

/** That something is to be done for a customer: said once a day, whatever is to be done. */
export const isObligation = (card: PushedCard): card is PushedCard & { readonly customerId: string } =>
  card.customerId !== null && OBLIGATION_KINDS.includes(card.kind);
