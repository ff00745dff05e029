/** How many are done in one transaction: as many as take about a given time, whatever the machine and its load are. */
export interface BatchSize {
  now(): number;
  /** So many took so long. */
  learn(count: number, tookMs: number): void;
  /** They were too many. */
  shrink(): void;
}

const MOST = 200;
/** Of fewer, most of the time goes into asking at all; fewer are done only where so many failed. */
const LEAST = 8;
/** What a longer batch saves no longer makes up for those who wait for it. */
const AIM_MS = 24;

export function batchSize(): BatchSize {
  let size = LEAST;
  return {
    now: () => size,
    learn: (count, tookMs) => {
      const fits = (count * AIM_MS) / tookMs;
      if (count >= size || fits < size) size = Math.round(Math.max(LEAST, Math.min(fits, 2 * size, MOST)));
    },
    shrink: () => (size = Math.max(1, Math.floor(size / 2))),
  };
}
