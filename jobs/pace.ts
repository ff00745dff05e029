import { SILENT_AFTER_MS } from '../domain/import/import.js';

/** How fast the timers' machinery turns. Tests and drills use shorter times. */
export interface Pace {
  /** How often what is due is looked for without an alarm. */
  readonly sweepEveryMs: number;
  /** How often the next hour's alarms are set, and the store is looked after. */
  readonly armEveryMs: number;
  /** How often Agenda looks for alarms; those it knows ring on time in between. */
  readonly pollEveryMs: number;
  /** How long Agenda believes that an alarm is in work; it is given to another worker then, which does no harm. */
  readonly lockMs: number;
  /** How long a deadline rests after each fault; one more parks it. */
  readonly restsMs: readonly number[];
  /** How often a process tells that it is at work; well below what counts as an outage. */
  readonly beatEveryMs: number;
  /** How often what is done in batches is looked for. */
  readonly carryOnEveryMs: number;
  /** How often a worker looks for imports to carry out. */
  readonly importEveryMs: number;
  /** How often what is due for nurture channels is looked for. */
  readonly nurtureEveryMs: number;
  /** How often what is due to be sent to people and integrators is looked for. */
  readonly deliverEveryMs: number;
  /** How often what recurs is looked for: the morning digest, the monthly review. */
  readonly recurEveryMs: number;
  /** An import whose worker has been silent for this long is carried on by another. */
  readonly importSilentMs: number;
  /** How often a store that can't be reached is tried again. */
  readonly reconnectMs: number;
  /** How long a stop waits for what is in work. */
  readonly stopMs: number;
}

export const PACE: Pace = {
  sweepEveryMs: 2000,
  armEveryMs: 5000,
  pollEveryMs: 500,
  lockMs: 60_000,
  restsMs: [1000, 10_000, 60_000, 600_000],
  beatEveryMs: 15_000,
  carryOnEveryMs: 1000,
  importEveryMs: 1000,
  nurtureEveryMs: 1000,
  deliverEveryMs: 500,
  recurEveryMs: 20_000,
  importSilentMs: SILENT_AFTER_MS,
  reconnectMs: 2000,
  stopMs: 10_000,
};
