import { accept, refuse, type Call, type Decision } from '../decision.js';
import { message } from '../message.js';
import { notify } from '../notify.js';
import type { Refusal } from '../refusal.js';
import type { OutsideChannel } from './delivery.js';
import { CHANNEL_NAMES } from './texts.js';

/** What one person is sent to try their channels out, or one webhook, in any minute. */
const TESTS_A_MINUTE = 3;
const MINUTE_MS = 60_000;

export interface Trial {
  readonly recipientId: string;
  readonly channel: OutsideChannel;
  /** Whether they hear of their cards there, and this server can send it. */
  readonly isServed: boolean;
  /** When test messages were put on their way to them within the last minute, the earliest first. */
  readonly recent: readonly Date[];
}

/** A card that is told through one channel alone, to see whether that works. It stands in the inbox like every other. */
export function decideTest({ recipientId, channel, isServed, recent }: Trial, call: Call): Decision {
  if (!isServed) return refuse({ code: 'CHANNEL_NOT_CHOSEN', field: 'channel' });
  const held = heldBack(recent);
  if (held) return refuse(held);
  const title = message('CHANNEL_TEST', { channel: CHANNEL_NAMES[channel] });
  // Some providers drop the same words within hours: each test has a number.
  const deliveryId = call.newId('Delivery');
  const body = message('CHANNEL_TEST_BODY', { code: deliveryId.slice(-4) });
  const card = notify(recipientId, { kind: 'SYSTEM', title, body, level: 0, pushedAt: call.now }, call);
  return accept([card], { deliveryId, notificationId: 'add' in card ? card.row.id : '' });
}

/** Why there is no further test for now, after those of the last minute, the earliest first; null: there may be one. */
export function heldBack(recent: readonly Date[]): Refusal | null {
  const holding = recent.at(-TESTS_A_MINUTE);
  if (!holding) return null;
  const retryAt = new Date(holding.getTime() + MINUTE_MS).toISOString();
  return { code: 'TEST_LIMIT', limit: TESTS_A_MINUTE, used: recent.length, retryAt };
}
