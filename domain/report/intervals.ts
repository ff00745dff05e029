/** An estimate with its 95 % interval; null where there is nothing to estimate from. */
export interface Interval {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Share {
  readonly numerator: number;
  readonly denominator: number;
}

const NOTHING: Interval = { estimate: null, low: null, high: null };
const Z = 1.959963984540054;

/** Wilson's score interval of a share (E. B. Wilson, JASA 22, 1927). */
export function wilson({ numerator: x, denominator: n }: Share): { readonly low: number; readonly high: number } {
  const p = x / n;
  const middle = p + Z ** 2 / (2 * n);
  const reach = Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  const whole = 1 + Z ** 2 / n;
  return { low: Math.max(0, (middle - reach) / whole), high: Math.min(1, (middle + reach) / whole) };
}

/** The difference of two shares, a − b, by Newcombe's hybrid score interval (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10). */
export function shareDifference(a: Share, b: Share): Interval {
  if (a.denominator === 0 || b.denominator === 0) return NOTHING;
  const [pa, pb] = [a.numerator / a.denominator, b.numerator / b.denominator];
  const [wa, wb] = [wilson(a), wilson(b)];
  const estimate = pa - pb;
  return {
    estimate,
    low: estimate - Math.hypot(pa - wa.low, wb.high - pb),
    high: estimate + Math.hypot(wa.high - pa, pb - wb.low),
  };
}

const RESAMPLES = 2_000;

/** The difference of two medians, a − b, by the percentile bootstrap (B. Efron, 1979); the same samples give the same interval. */
export function medianDifference(a: readonly number[], b: readonly number[]): Interval {
  if (a.length === 0 || b.length === 0) return NOTHING;
  const random = randomFrom(a.length * 7919 + b.length);
  const differences = Array.from({ length: RESAMPLES }, () => median(drawn(a, random)) - median(drawn(b, random)));
  differences.sort((x, y) => x - y);
  const at = (share: number) => differences[Math.min(RESAMPLES - 1, Math.floor(share * RESAMPLES))]!;
  return { estimate: median([...a]) - median([...b]), low: at(0.025), high: at(0.975) };
}

const drawn = (values: readonly number[], random: () => number): number[] =>
  values.map(() => values[Math.floor(random() * values.length)]!);

function median(values: number[]): number {
  values.sort((x, y) => x - y);
  const middle = (values.length - 1) / 2;
  return (values[Math.floor(middle)]! + values[Math.ceil(middle)]!) / 2;
}

/** Mulberry32: small, and the same from the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
