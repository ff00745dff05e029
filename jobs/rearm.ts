import { applyPoolChange, type Applied } from '../commands/apply-pool-change.js';
import type { Run } from '../commands/command.js';
import { rearmBatch, type Rearmed } from '../commands/rearm-batch.js';

interface RearmOptions {
  readonly run: Run;
  /** Ends it between two batches; whoever works next goes on from there. */
  readonly signal: AbortSignal;
}

/** Customers in one transaction: few enough not to hold up those who work on them. */
const BATCH = 100;

/** Makes the planned changes of pools that are due. */
export async function applyPoolChanges({ run, signal }: RearmOptions): Promise<void> {
  let outcome: Applied = 'ONE';
  while (outcome !== 'NONE' && !signal.aborted)
    outcome = (await run(applyPoolChange, {}, { by: null })).answer['outcome'] as Applied;
}

/** Brings all timers in line with pools and owners that were changed, until none is left. */
export async function rearmAll({ run, signal }: RearmOptions): Promise<void> {
  let outcome: Rearmed = 'MORE';
  while (outcome !== 'NONE' && !signal.aborted)
    outcome = (await run(rearmBatch, { limit: BATCH }, { by: null })).answer['outcome'] as Rearmed;
}
