import type { Run } from '../commands/command.js';
import { morningDigest } from '../commands/recurring/morning-digest.js';
import { reviewMonth } from '../commands/recurring/review-month.js';

interface RecurringOptions {
  readonly run: Run;
  /** Ends it between two batches; whoever works next goes on from there. */
  readonly signal: AbortSignal;
}

const PEOPLE_AT_ONCE = 50;

/** What recurs and isn't done for its period yet, whenever it is looked for: so that nothing is missed by who was down at the time. */
export async function doWhatRecurs({ run, signal }: RecurringOptions): Promise<void> {
  let outcome: unknown = 'MORE';
  while (outcome === 'MORE' && !signal.aborted)
    outcome = (await run(morningDigest, { limit: PEOPLE_AT_ONCE }, { by: null })).answer['outcome'];
  if (!signal.aborted) await run(reviewMonth, {}, { by: null });
}
