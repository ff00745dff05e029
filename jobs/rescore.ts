import type { Run } from '../commands/command.js';
import { rescoreBatch, type Rescored } from '../commands/rescore-batch.js';

interface RescoreOptions {
  readonly run: Run;
  /** Ends it between two batches; whoever works next goes on from there. */
  readonly signal: AbortSignal;
}

/** Leads in one transaction: few enough not to hold up those who work on them. */
const BATCH = 100;

/** Goes on with scoring all open leads anew, if their rules have changed, until none is left. */
export async function rescore({ run, signal }: RescoreOptions): Promise<void> {
  let outcome: Rescored = 'MORE';
  while (outcome === 'MORE' && !signal.aborted)
    outcome = (await run(rescoreBatch, { limit: BATCH }, { by: null })).answer['outcome'] as Rescored;
}
