/** A share; nobody of nobody is no share at all. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
}

/** Milliseconds; null where nothing was measured. */
export interface DurationNumbers {
  readonly count: number;
  readonly median: number | null;
  readonly p90: number | null;
  readonly mean: number | null;
}
