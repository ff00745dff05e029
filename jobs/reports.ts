import type { ComparisonReport } from '../domain/report/comparison.js';
import type { MonthReview } from '../domain/report/month-review.js';

/** How reports are made that are kept as they were told; for whoever sees everything. */
export interface Reports {
  ofPilot(pilotId: string): Promise<ComparisonReport>;
  /** Everybody's, then each team's. */
  ofMonth(month: string): Promise<readonly MonthReview[]>;
}
