import type { DeliveryRoute } from './delivery.js';
import type { Clock } from './lane.js';

const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** Standard Webhooks: how long to wait after each attempt that failed; after the last there is none. */
const OF_WEBHOOKS_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** People want to hear of a card soon, and not of one from yesterday. */
const OF_CARDS_S = [5, 15, 30, 60, 120, 300, 600] as const;
const CARDS_GO_ON_EVERY_S = 1800;
const CARDS_END_AFTER_S = 24 * 3600;

/** Spread by up to a tenth more, so that what failed together isn't tried together. */
const JITTER = 0.1;

/** A message that didn't arrive. */
export interface Failed extends Clock {
  readonly attempts: number;
  readonly createdAt: Date;
  /** 0 to 1: by how much the next try is put off further than it has to be. */
  readonly chance: number;
}

/** When a message is tried again after so many attempts; null: never. */
export function nextTry(route: DeliveryRoute, { attempts, createdAt, now, secondMs, chance }: Failed): Date | null {
  if (route === 'EVENT') return nextAttemptAt(attempts, now, chance);
  const next = after((OF_CARDS_S[attempts - 1] ?? CARDS_GO_ON_EVERY_S) * secondMs, now, chance);
  return next.getTime() - createdAt.getTime() > CARDS_END_AFTER_S * secondMs ? null : next;
}

/** When to call a webhook again after so many attempts; null: never. */
export function nextAttemptAt(attempts: number, now: Date, chance: number): Date | null {
  const pauseMs = OF_WEBHOOKS_MS[attempts - 1];
  return pauseMs === undefined ? null : after(pauseMs, now, chance);
}

const after = (pauseMs: number, now: Date, chance: number): Date =>
  new Date(now.getTime() + pauseMs * (1 + JITTER * chance));
