import type { Log } from '../../commands/store/log.js';

/** A log for tests that don't read it. */
export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
