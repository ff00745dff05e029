import type { Interval } from './intervals.js';
import type { DurationNumbers, Ratio } from './numbers.js';

/** One of two that are compared. */
export interface Arm {
  readonly customers: number;
  readonly leaks: Ratio;
  readonly cycle: DurationNumbers;
  readonly won: number;
}

export interface Comparison {
  readonly a: Arm;
  readonly b: Arm;
  readonly leakDifference: Interval;
  /** In days. */
  readonly cycleDifference: Interval;
  readonly conclusive: boolean;
}

export interface ComparisonReport extends Comparison {
  readonly asOf: Date;
}
