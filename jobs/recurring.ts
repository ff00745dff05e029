import type { Run } from '../commands/command.js';
import { morningDigest } from '../commands/recurring/morning-digest.js';
import { findMonthToReview, reviewMonth } from '../commands/recurring/review-month.js';
import type { Database } from '../commands/store/open-database.js';
import type { Reports } from './reports.js';

interface RecurringOptions {
  readonly database: Database;
  readonly run: Run;
  readonly reports: Reports;
  /** Ends it between two batches; whoever works next goes on from there. */
  readonly signal: AbortSignal;
}

const SYSTEM = { by: null };
const PEOPLE_AT_ONCE = 50;

/** What recurs and isn't done for its period yet, whenever it is looked for: so that nothing is missed by who was down at the time. */
export async function doWhatRecurs({ database, run, reports, signal }: RecurringOptions): Promise<void> {
  let outcome: unknown = 'MORE';
  while (outcome === 'MORE' && !signal.aborted)
    outcome = (await run(morningDigest, { limit: PEOPLE_AT_ONCE }, SYSTEM)).answer['outcome'];
  let month = await findMonthToReview(database);
  while (month !== null && !signal.aborted) {
    await run(reviewMonth, { month, reviews: await reports.ofMonth(month) }, SYSTEM);
    month = await findMonthToReview(database);
  }
}
