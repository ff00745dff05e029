import { beat, type ProcessReport, type ProcessRole } from '../commands/beat.js';
import type { Run } from '../commands/command.js';
import { clockSkewMs, isSkewed } from '../commands/store/clock-skew.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';

interface BeatingOptions {
  readonly database: Database;
  readonly run: Run;
  readonly roles: readonly ProcessRole[];
  readonly log: Log;
  /** What else whoever runs this process is to know of it. Left out: nothing. */
  readonly report?: () => Promise<ProcessReport>;
}

/** One heartbeat after the other. What is due is decided by the database's clock; that ours is wrong is said once, and once that it is right again. */
export function beating({ database, run, roles, log, report }: BeatingOptions): () => Promise<void> {
  let wasSkewed = false;
  return async () => {
    const skewMs = await clockSkewMs(database);
    if (isSkewed(skewMs) !== wasSkewed) {
      wasSkewed = !wasSkewed;
      if (wasSkewed) log.warn({ skewMs }, "this machine's clock differs from the database's; set it by NTP");
      else log.info({ skewMs }, "this machine's clock agrees with the database's again");
    }
    await run(beat, { roles, skewMs, ...(report && { process: await report() }) }, { by: null });
  };
}
