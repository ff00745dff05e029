import type { Sent } from './delivery.js';

/** How an address stands: it is held back after failures in a row, and paused where its configuration was refused. */
export interface LaneState {
  readonly failures: number;
  readonly heldUntil: Date | null;
  readonly pausedAt: Date | null;
  readonly pausedBecause: string | null;
}

/** From so many failures in a row on, an address is tried by one call at a time, with pauses. */
const BROKEN_AFTER = 3;
const FIRST_PAUSE_MS = 5000;
const LONGEST_PAUSE_MS = 60_000;
/** How long every limit that we know of has gone by, where the receiver doesn't say. */
const RATE_PAUSE_MS = 60_000;

export const isBroken = ({ failures }: Pick<LaneState, 'failures'>): boolean => failures >= BROKEN_AFTER;

/** What an answer means for everything else that goes to the same address. */
export function laneAfter(before: LaneState, sent: Sent, now: Date): LaneState {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (sent.delivered) return { ...before, failures: 0, heldUntil: null };
  switch (sent.error) {
    case 'MESSAGE':
      return { ...before, failures: 0 };
    case 'CONFIGURATION':
      return { ...before, pausedAt: before.pausedAt ?? now, pausedBecause: sent.answer };
    case 'RATE':
      return { ...before, heldUntil: latest(before.heldUntil, later(sent.retryAfterMs ?? RATE_PAUSE_MS)) };
    case 'RETRY':
    case 'TOKEN': {
      const failures = before.failures + 1;
      return { ...before, failures, heldUntil: isBroken({ failures }) ? later(pauseMs(failures)) : before.heldUntil };
    }
  }
}

const pauseMs = (failures: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (failures - BROKEN_AFTER), LONGEST_PAUSE_MS);

const latest = (a: Date | null, b: Date): Date => (a !== null && a > b ? a : b);
