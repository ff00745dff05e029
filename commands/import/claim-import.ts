import { sql, type Selectable } from 'kysely';
import { accept } from '../../domain/decision.js';
import { isOver } from '../../domain/import/import.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { seconds } from '../store/database-clock.js';
import { command } from '../command.js';
import type { Database } from '../store/open-database.js';
import { changed, lockRun, type OfImport } from './end-import.js';

export type ImportRow = Selectable<DB['ImportRun']>;

/**
 * Takes the import that has waited longest, or one whose worker has fallen silent. Should that worker wake up again, it is told at its next
 * batch that the rows went on without it.
 */
export const claimImport = command('claimImport', async (tx, { silentAfterMs }: { readonly silentAfterMs: number }) => {
  const { rows } = await sql<{ id: string; dryRun: boolean; status: string }>`
    select id, "dryRun", status from "ImportRun"
    where status in ('QUEUED', 'RUNNING', 'REVERTED') and "finishedAt" is null
      and ("heartbeatAt" is null or "heartbeatAt" < clock_timestamp() - ${seconds(silentAfterMs)})
    order by "startedAt", id limit 1 for update skip locked`.execute(tx.sql);
  const [found] = rows;
  if (!found) return accept([], { importId: null });
  const { id, status } = found;
  const anew = found.dryRun ? { done: 0, created: 0, duplicates: 0, failed: 0 } : {};
  if (found.dryRun) await tx.sql.deleteFrom('ImportRow').where('importId', '=', id).execute();
  const running = status === 'QUEUED' ? 'RUNNING' : (status as 'RUNNING' | 'REVERTED');
  await tx.sql
    .updateTable('ImportRun')
    .set({ status: running, heartbeatAt: sql`clock_timestamp()`, ...anew })
    .where('id', '=', id)
    .execute();
  return accept(status === 'QUEUED' ? [changed(id, running)] : [], { importId: id });
});

/** What a look into the file has told. */
interface Seen {
  readonly headers?: readonly string[];
  readonly total?: number;
}

/** The worker is alive though no row has been finished for a while; answers whether it is to go on. */
export const breathe = command('breathe', async (tx, { importId, total, headers }: OfImport & Seen) => {
  const run = await lockRun(tx, importId);
  if (isOver(run)) return accept([], { goesOn: 0 });
  await tx.sql
    .updateTable('ImportRun')
    .set({
      heartbeatAt: sql`clock_timestamp()`,
      ...(total !== undefined && { total }),
      ...(headers && { headers: JSON.stringify(headers) }),
    })
    .where('id', '=', importId)
    .execute();
  return accept(total !== undefined ? [changed(importId, run.status)] : [], { goesOn: 1 });
});

/** The worker stops and leaves it to the next one, who needn't wait for it to fall silent. */
export const leaveImport = command('leaveImport', async (tx, { importId }: OfImport) => {
  await tx.sql.updateTable('ImportRun').set({ heartbeatAt: null }).where('id', '=', importId).execute();
  return accept([]);
});

export interface ClaimedImport {
  readonly run: ImportRow;
  readonly file: Selectable<DB['File']>;
  /** The last row that is through. */
  readonly after: number;
}

export async function loadClaimed({ sql: db }: Database, importId: string): Promise<ClaimedImport> {
  const run = await db.selectFrom('ImportRun').selectAll().where('id', '=', importId).executeTakeFirstOrThrow();
  const file = await db.selectFrom('File').selectAll().where('id', '=', run.fileId).executeTakeFirstOrThrow();
  const last = db
    .selectFrom('ImportRow')
    .select('row')
    .where('importId', '=', importId)
    .orderBy('row', 'desc')
    .limit(1);
  return { run, file, after: (await last.executeTakeFirst())?.row ?? 0 };
}
