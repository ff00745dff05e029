import type { Sent } from './delivery.js';

/** How an address stands: it is held back after failures in a row, and paused where its configuration was refused. */
export interface LaneState {
  readonly failures: number;
  readonly heldUntil: Date | null;
  readonly pausedAt: Date | null;
  readonly pausedBecause: string | null;
}

/** When something is said, and how long a second is: drills have shorter ones. */
export interface Clock {
  readonly now: Date;
  readonly secondMs: number;
}

/** From so many failures in a row on, an address is tried by one call at a time, with pauses. */
const BROKEN_AFTER = 3;
const FIRST_PAUSE_S = 5;
const LONGEST_PAUSE_S = 60;
/** How long every limit that we know of has gone by, where the receiver doesn't say. */
const RATE_PAUSE_S = 60;

export const isBroken = ({ failures }: Pick<LaneState, 'failures'>): boolean => failures >= BROKEN_AFTER;

/** What an answer means for everything else that goes to the same address. */
export function laneAfter(before: LaneState, sent: Sent, { now, secondMs }: Clock): LaneState {
  const later = (ms: number) => new Date(now.getTime() + ms);
  if (sent.delivered) return { ...before, failures: 0, heldUntil: null };
  switch (sent.error) {
    case 'MESSAGE':
      return { ...before, failures: 0 };
    case 'CONFIGURATION':
      return { ...before, pausedAt: before.pausedAt ?? now, pausedBecause: sent.answer };
    case 'RATE':
      return { ...before, heldUntil: later(sent.retryAfterMs ?? RATE_PAUSE_S * secondMs) };
    case 'RETRY':
    case 'TOKEN': {
      const failures = before.failures + 1;
      const heldUntil = isBroken({ failures }) ? later(pauseSeconds(failures) * secondMs) : before.heldUntil;
      return { ...before, failures, heldUntil };
    }
  }
}

const pauseSeconds = (failures: number): number =>
  Math.min(FIRST_PAUSE_S * 2 ** (failures - BROKEN_AFTER), LONGEST_PAUSE_S);
