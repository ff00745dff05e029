import { setTimeout as pause } from 'node:timers/promises';
import { isUnavailable } from '../../commands/store/unavailable.js';

const AGAIN_MS = 500;

/** Tries again for as long as the database is away: what a stream owes its readers is owed still when that is back. Rejects when the process ends. */
export async function untilAvailable<T>(work: () => Promise<T>, ending: AbortSignal): Promise<T> {
  for (;;) {
    ending.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
    }
    await pause(AGAIN_MS, undefined, { signal: ending });
  }
}
