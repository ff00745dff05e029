import type { Run } from '../commands/command.js';
import { forgetFiles, markedOrphans, markOrphans } from '../commands/orphan-files.js';
import { removeBytesOf } from '../commands/store/file-rows.js';
import type { FileStore } from '../commands/store/file-store.js';
import type { Log } from '../commands/store/log.js';
import type { Database } from '../commands/store/open-database.js';

interface TidyFilesOptions {
  readonly database: Database;
  readonly run: Run;
  readonly files: FileStore;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const SYSTEM = { by: null };

/**
 * Removes files that never arrived or that nothing refers to a day later: first they are marked, then their bytes go, then their rows.
 * Whenever it dies, the next turn goes on; a file whose bytes can't be removed stays marked and doesn't hold up the others.
 */
export async function tidyFiles({ database, run, files, signal, log }: TidyFilesOptions): Promise<void> {
  await run(markOrphans, {}, SYSTEM);
  for (;;) {
    const gone: string[] = [];
    for (const fileId of await markedOrphans(database)) {
      if (signal.aborted) break;
      await removeBytesOf(files, fileId).then(
        () => gone.push(fileId),
        (err: unknown) => log.warn({ err, fileId }, "an orphan's bytes could not be removed; tried again in an hour"),
      );
    }
    if (gone.length === 0) return;
    await run(forgetFiles, { fileIds: gone }, SYSTEM);
  }
}
