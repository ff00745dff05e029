import type { Run } from '../commands/command.js';
import type { Database } from '../commands/store/open-database.js';
import { fanOut, isFull, webhooksBehind } from '../commands/webhook/fan-out.js';

interface FanOutOptions {
  readonly database: Database;
  readonly run: Run;
  readonly signal: AbortSignal;
}

/** Puts what is new in the log on its way to every webhook that wants it; answers how many messages that made. */
export async function fanOutEvents({ database, run, signal }: FanOutOptions): Promise<number> {
  let queued = 0;
  for (const webhookId of await webhooksBehind(database)) {
    for (let isMore = true; isMore && !signal.aborted;) {
      const { answer } = await run(fanOut, { webhookId }, { by: null });
      queued += Number(answer['queued']);
      isMore = isFull(answer['read']);
    }
  }
  return queued;
}
