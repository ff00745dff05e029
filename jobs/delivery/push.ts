import type { Run } from '../../commands/command.js';
import { pushCards } from '../../commands/delivery/push-cards.js';

/** Decides for all new cards where else they are told, batch by batch. */
export async function push({ run, signal }: { readonly run: Run; readonly signal: AbortSignal }): Promise<void> {
  let decided: unknown;
  do decided = (await run(pushCards, { chance: Math.random() }, { by: null })).answer['decided'];
  while (decided !== 0 && !signal.aborted);
}
