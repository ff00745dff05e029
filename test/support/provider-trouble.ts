import type { Fault, Providers } from './providers/providers.js';

/** How long each kind of trouble lasts, one after the other. */
export interface Trouble {
  readonly timeOutsMs: number;
  readonly eachMs: number;
}

/** From the first call on: time-outs, every other one after the message was taken; then 45009, then −1, then 42001 once in a while; then all is well. */
export function beginTrouble(providers: Providers, { timeOutsMs, eachMs }: Trouble): void {
  let begin: number | undefined;
  let calls = 0;
  providers.faultAt = (at): Fault | null => {
    const since = at - (begin ??= at);
    calls++;
    if (since < timeOutsMs) return calls % 2 === 0 ? 'ACCEPTED_HANG' : 'HANG';
    if (since < timeOutsMs + eachMs) return 45009;
    if (since < timeOutsMs + 2 * eachMs) return -1;
    return since < timeOutsMs + 3 * eachMs && calls % 2 === 0 ? 42001 : null;
  };
}

/** The most that came to one receiver within any span of this length. */
export function mostWithin(times: readonly number[], spanMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(0, ...sorted.map((from) => sorted.filter((at) => at >= from && at - from < spanMs).length));
}
