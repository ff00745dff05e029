import { event } from '../../domain/change.js';
import { accept, notFound, refuse } from '../../domain/decision.js';
import { isOver, type ImportStatus } from '../../domain/import/import.js';
import type { Message } from '../../domain/message.js';
import { command } from '../command.js';
import type { Tx } from '../store/tx.js';

export interface OfImport {
  readonly importId: string;
}

/** Ends an import that waits or runs; what it has done by then stays, and can be reverted. */
export const cancelImport = command('cancelImport', async (tx, { importId }: OfImport) => {
  const run = await lockRun(tx, importId);
  if (isOver(run) || run.status === 'REVERTED') return refuse({ code: 'ALREADY_CLOSED' });
  return ended(tx, importId, 'CANCELLED');
});

/** Asks for an import to be taken back; a worker does it. */
export const revertImport = command('revertImport', async (tx, { importId }: OfImport) => {
  const run = await lockRun(tx, importId);
  if (run.status === 'QUEUED' || run.status === 'RUNNING') return refuse({ code: 'IN_USE' });
  if (run.status === 'REVERTED' || run.dryRun) return refuse({ code: 'ALREADY_CLOSED' });
  await tx.sql
    .updateTable('ImportRun')
    .set({ status: 'REVERTED', finishedAt: null, heartbeatAt: null })
    .where('id', '=', importId)
    .execute();
  return accept([changed(importId, 'REVERTED')], { importId });
});

/** All rows are through, or the file or its importer turned out not to be what an import needs. */
export const finishImport = command(
  'finishImport',
  async (tx, { importId, error = null }: OfImport & { readonly error?: Message | null }) => {
    const run = await lockRun(tx, importId);
    if (isOver(run)) return accept([]);
    return ended(tx, importId, error ? 'FAILED' : run.status === 'REVERTED' ? 'REVERTED' : 'DONE', error);
  },
);

export async function lockRun(tx: Tx, importId: string) {
  const run = await tx.sql
    .selectFrom('ImportRun')
    .selectAll()
    .where('id', '=', importId)
    .forUpdate()
    .executeTakeFirst();
  if (!run) throw notFound('importId');
  return run;
}

export const changed = (importId: string, status: ImportStatus, data: object = {}) =>
  event('IMPORT_CHANGED', { data: { importId, status, ...data } });

async function ended({ sql, now }: Tx, importId: string, status: ImportStatus, error: Message | null = null) {
  await sql
    .updateTable('ImportRun')
    .set({ status, finishedAt: now, heartbeatAt: null, error: error && JSON.stringify(error) })
    .where('id', '=', importId)
    .execute();
  return accept([changed(importId, status)], { importId });
}
