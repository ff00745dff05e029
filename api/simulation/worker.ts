import { parentPort, workerData } from 'node:worker_threads';
import { CallerError } from '../../domain/refusal.js';
import { simulationOf, type Trial } from './trial.js';
import type { Answer } from './crew.js';

/** A thread of a large simulation: it takes batches of pasts until it is asked, with null, what came of them. */
const simulation = simulationOf(workerData as Trial);

const say = (answer: Answer): void => parentPort!.postMessage(answer);

parentPort!.on('message', (pasts: readonly string[] | null) => {
  if (pasts === null) return say({ counted: simulation.tally.counted() });
  try {
    pasts.forEach((past) => simulation.live(past));
    say({ counted: null });
  } catch (error) {
    if (!(error instanceof CallerError)) throw error;
    say({ refused: { field: error.field!, text: error.text } });
  }
});
