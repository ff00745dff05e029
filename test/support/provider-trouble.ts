import type { Fault, Providers } from './providers/providers.js';

/** How long each kind of trouble lasts, one after the other. */
export interface Trouble {
  readonly timeOutsMs: number;
  readonly eachMs: number;
}

/** A kind of trouble isn't over before somebody has met it so often. */
const MET = 2;

/** From the first call on: time-outs, every other one after the message was taken; then 45009, then −1, then 42001 every other time; then all is well. */
export function beginTrouble(providers: Providers, { timeOutsMs, eachMs }: Trouble): void {
  const lengths = [timeOutsMs, eachMs, eachMs, eachMs];
  const faultOf = (kind: number, nth: number): Fault | null => {
    const faults: (Fault | null)[] = [
      nth % 2 === 0 ? 'ACCEPTED_HANG' : 'HANG',
      45009,
      -1,
      nth % 2 === 0 ? null : 42001,
    ];
    return faults[kind] ?? null;
  };
  let kind = 0;
  let since: number | undefined;
  let met = 0;
  providers.faultAt = (at) => {
    since ??= at;
    if (met >= MET && at - since >= lengths[kind]!) [kind, since, met] = [kind + 1, at, 0];
    return faultOf(kind, ++met);
  };
}

/** The most that came to one receiver within any span of this length. */
export function mostWithin(times: readonly number[], spanMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at - from < spanMs).length));
}
