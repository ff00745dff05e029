import { setTimeout as pause } from 'node:timers/promises';
import { beat, PROCESS_ROLES } from '../commands/beat.js';
import type { Run } from '../commands/command.js';
import { holdBack } from '../commands/delivery/hold-back.js';
import { liftLog } from '../commands/store/event-log.js';
import type { FileStore } from '../commands/store/file-store.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';
import { isAnyUntold } from '../commands/webhook/fan-out.js';
import { batchSize } from './batch-size.js';
import { push } from './delivery/push.js';
import { fanOutEvents } from './fan-out.js';
import { carryOnHandOvers } from './hand-overs.js';
import { carryOutImports } from './import/carry-out-imports.js';
import { PACE } from './pace.js';
import { carryOnPilots } from './pilots.js';
import { reacher } from './reach.js';
import { applyPoolChanges, rearmAll } from './rearm.js';
import { doWhatRecurs } from './recurring.js';
import type { Reports } from './reports.js';
import { rescore } from './rescore.js';
import { sweep } from './sweep.js';

interface AfterRestore {
  readonly database: Database;
  readonly run: Run;
  readonly files: FileStore;
  readonly reports: Reports;
  readonly log: Log;
}

/** What an older state of the database was up to, and isn't sent. */
export interface HeldBack {
  readonly fired: number;
  readonly messages: number;
  readonly leads: number;
}

const SYSTEM = { by: null };
const LOOK_AGAIN_MS = 100;

/**
 * A backup was put back: whatever is due by now happens, so that the inbox and the log are complete, and nothing of it is sent outside, as it may
 * have been sent already in the time that was lost. Nothing else may be at work meanwhile. It may be done again at any time before others start.
 */
export async function afterRestore({ database, run, files, reports, log }: AfterRestore): Promise<HeldBack> {
  const { signal } = new AbortController();
  await run(beat, { roles: PROCESS_ROLES, skewMs: 0 }, SYSTEM); // the time since the backup isn't held against anybody
  await liftLog(database.sql);
  const { restsMs, importSilentMs: silentAfterMs } = PACE;
  const reach = reacher({ run, log, restsMs });
  const sweeping = { database, run, reach, log, restsMs, size: batchSize(), signal };
  let fired = 0;
  for (let isMore = true; isMore;) {
    await applyPoolChanges({ run, signal });
    await rearmAll({ run, log, signal });
    await carryOnPilots({ database, run, reports, log, signal });
    await carryOnHandOvers({ database, run, log, signal });
    await carryOutImports({ database, run, files, silentAfterMs, signal, log });
    await rescore({ run, signal });
    await doWhatRecurs({ database, run, reports, signal });
    const swept = await sweep(sweeping);
    fired += swept.fired;
    isMore = swept.fired > 0;
  }
  await push({ run, signal });
  for (let isFirst = true; isFirst || (await isAnyUntold(database)); isFirst = false) {
    if (!isFirst) await pause(LOOK_AGAIN_MS); // another database of the server may hold the log back for a moment
    await fanOutEvents({ database, run, signal });
  }
  const { answer } = await run(holdBack, {}, SYSTEM);
  return { fired, messages: Number(answer['messages']), leads: Number(answer['leads']) };
}
