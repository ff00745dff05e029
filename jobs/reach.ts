import type { Run } from '../commands/command.js';
import { reachDeadline, type Reached } from '../commands/reach-deadline.js';
import { recordFault } from '../commands/record-fault.js';
import type { Log } from '../commands/store/log.js';
import type { Answer } from '../domain/decision.js';

export type Reach = (deadlineId: string, how?: { readonly onlyIfFree: boolean }) => Promise<Reached | 'FAULT'>;

interface ReachOptions {
  readonly run: Run;
  readonly log: Log;
  /** How long a deadline rests after each fault, before it is parked. */
  readonly restsMs: readonly number[];
}

const SYSTEM = { by: null };

/** More deadlines of one subject than this aren't caught up on at once; the sweep goes on with them. */
const TURNS = 100;

/** Wakes a deadline, after those of its subject that are due before it. A fault is the deadline's own and is kept in its row. */
export function reacher({ run, log, restsMs }: ReachOptions): Reach {
  const attempt = async (deadlineId: string, onlyIfFree: boolean): Promise<Answer> => {
    try {
      return (await run(reachDeadline, { deadlineId, onlyIfFree }, SYSTEM)).answer;
    } catch (error) {
      const { answer } = await run(recordFault, { deadlineId, error: String(error), restsMs }, SYSTEM);
      log.error({ err: error, deadlineId, ...answer }, 'a deadline could not be handled');
      return { outcome: 'FAULT' };
    }
  };
  return async (deadlineId, { onlyIfFree } = { onlyIfFree: false }) => {
    for (let turn = 0; turn < TURNS; turn++) {
      const { outcome, first } = await attempt(deadlineId, onlyIfFree);
      if (outcome !== 'NOT_FIRST') return outcome as Reached | 'FAULT';
      await attempt(String(first), onlyIfFree);
    }
    return 'NOT_FIRST';
  };
}
