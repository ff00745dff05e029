import { FROM_THE_FIRST, findOverdue, type Overdue } from '../commands/overdue-deadlines.js';
import type { Database } from '../commands/store/open-database.js';
import type { Reach } from './reach.js';

interface SweepOptions {
  readonly database: Database;
  readonly reach: Reach;
  /** How long a deadline is left to its alarm before the sweep fires it. */
  readonly graceMs: number;
  /** Ends the sweep between two deadlines. */
  readonly signal: AbortSignal;
}

const BATCH = 200;

/**
 * Fires, in due order, what no alarm has fired. Any number of workers sweep at once: each passes over what another holds.
 * A deadline's fault stays its own; only a fault of the database itself ends the sweep.
 */
export async function sweep({ database, reach, graceMs, signal }: SweepOptions): Promise<void> {
  let after: Overdue | undefined = FROM_THE_FIRST;
  while (after && !signal.aborted) {
    const batch: readonly Overdue[] = await findOverdue(database, { after, forMs: graceMs, limit: BATCH });
    for (const { id } of batch) {
      if (signal.aborted) return;
      await reach(id, { onlyIfFree: true });
    }
    after = batch.at(-1);
  }
}
