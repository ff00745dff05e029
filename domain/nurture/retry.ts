const [SECOND, MINUTE, HOUR] = [1000, 60_000, 3_600_000];

/** How long to wait after each attempt that failed (Standard Webhooks); after the last there is none. */
const PAUSES_MS = [
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

/** Spread by up to a tenth more, so that what failed together isn't tried together. */
const JITTER = 0.1;

/** When to try again after so many attempts; null: never. `chance` is 0 to 1. */
export function nextAttemptAt(attempts: number, now: Date, chance: number): Date | null {
  const pauseMs = PAUSES_MS[attempts - 1];
  return pauseMs === undefined ? null : new Date(now.getTime() + pauseMs * (1 + JITTER * chance));
}
