import type { MonthPast } from '../recurring/monthly-review.js';

/** What is told of a month: everybody's, or a team's. */
export interface MonthReview {
  readonly teamId: string | null;
  readonly past: MonthPast;
  /** How each stage did. */
  readonly stages: readonly object[];
  readonly asOf: Date;
}
