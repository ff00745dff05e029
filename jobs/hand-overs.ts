import type { Run } from '../commands/command.js';
import { continueHandOver, findHandOvers, firstOf, type HandOverUnderWay } from '../commands/continue-hand-over.js';
import type { Database } from '../commands/store/open-database.js';
import type { Log } from '../commands/store/log.js';

interface HandOverOptions {
  readonly database: Database;
  readonly run: Run;
  readonly log: Log;
  /** Ends the work between two batches. */
  readonly signal: AbortSignal;
}

/** Carries on what hand-overs are under way, batch by batch; any number of workers may, and one that dies is followed by another. */
export async function carryOnHandOvers(options: HandOverOptions): Promise<void> {
  for (const one of await findHandOvers(options.database)) await carryOn(one, options);
}

async function carryOn(one: HandOverUnderWay, options: HandOverOptions): Promise<void> {
  const { run, log, signal } = options;
  const except: string[] = [];
  while (!signal.aborted) {
    try {
      const { answer } = await run(continueHandOver, { handOverId: one.id, except }, { by: one.by });
      if (answer['finished'] === 1 || answer['handled'] === 0) return;
    } catch (error) {
      log.error({ err: error, handOverId: one.id }, 'a batch of a hand-over failed; it is tried one by one');
      if (!(await oneByOne(one, except, options))) return;
    }
  }
}

/** How many are tried singly before a whole batch is tried again. */
const SINGLY = 200;

/** Whatever a fault stands in the way of is passed over, so that the rest goes on; the run stays open until it is handed over too. */
async function oneByOne(
  { id: handOverId, fromUserId, by }: HandOverUnderWay,
  except: string[],
  { database, run, log, signal }: HandOverOptions,
): Promise<boolean> {
  for (let count = 0; count < SINGLY && !signal.aborted; count++) {
    const next = await firstOf(database, fromUserId, except);
    if (next === null) return false;
    try {
      await run(continueHandOver, { handOverId, except, limit: 1 }, { by });
    } catch (error) {
      log.error({ err: error, handOverId, id: next }, 'could not be handed over');
      except.push(next);
    }
  }
  return true;
}
