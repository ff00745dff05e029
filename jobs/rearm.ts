import { applyPoolChange, type Applied } from '../commands/apply-pool-change.js';
import type { Run } from '../commands/command.js';
import { RearmFault, rearmBatch, type RearmBatch, type Rearmed } from '../commands/rearm-batch.js';
import type { Log } from '../commands/store/log.js';

interface RearmOptions extends ApplyOptions {
  readonly log: Log;
}

interface ApplyOptions {
  readonly run: Run;
  /** Ends it between two batches; whoever works next goes on from there. */
  readonly signal: AbortSignal;
}

/** Customers and leads in one transaction: few enough not to hold up those who work on them. */
const BATCH = 100;

/** Makes the planned changes of pools that are due. */
export async function applyPoolChanges({ run, signal }: ApplyOptions): Promise<void> {
  let outcome: Applied = 'ONE';
  while (outcome !== 'NONE' && !signal.aborted)
    outcome = (await run(applyPoolChange, {}, { by: null })).answer['outcome'] as Applied;
}

/** Brings all timers in line with pools, owners and calendars that were changed, until none is left. Whom a fault stands in the way of is passed over. */
export async function rearmAll(options: RearmOptions): Promise<void> {
  const { run, signal, log } = options;
  let outcome: Rearmed = 'MORE';
  while (outcome !== 'NONE' && !signal.aborted)
    outcome = await batch(run, { limit: BATCH }).catch((error: unknown) => {
      log.error({ err: asFault(error) }, 'a batch of timers could not follow; it is tried one by one');
      return oneByOne(options);
    });
}

async function oneByOne({ run, signal, log }: RearmOptions): Promise<Rearmed> {
  let outcome: Rearmed = 'MORE';
  for (let count = 0; count < BATCH && outcome === 'MORE' && !signal.aborted; count++)
    outcome = await batch(run, { limit: 1 }).catch((error: unknown) => {
      const fault = asFault(error);
      log.error({ err: fault }, 'the timers of a customer or lead could not follow');
      return batch(run, { limit: 1, pass: fault.subjectId });
    });
  return outcome;
}

/** What is no customer's fault ends the turn; the next one tries again. */
function asFault(error: unknown): RearmFault {
  if (error instanceof RearmFault) return error;
  throw error;
}

const batch = async (run: Run, input: RearmBatch): Promise<Rearmed> =>
  (await run(rearmBatch, input, { by: null })).answer['outcome'] as Rearmed;
