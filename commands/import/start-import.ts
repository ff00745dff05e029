import { event } from '../../domain/change.js';
import { accept, badInput, notFound } from '../../domain/decision.js';
import { readMapping } from '../../domain/import/columns.js';
import type { ImportKind } from '../../domain/import/import.js';
import { message } from '../../domain/message.js';
import { command } from '../command.js';
import type { Tx } from '../store/tx.js';

export interface StartImport {
  readonly fileId: string;
  readonly kind: ImportKind;
  readonly mapping?: Readonly<Record<string, unknown>> | null;
  readonly sourceId?: string | null;
  readonly dryRun?: boolean | null;
}

/** Puts an import in the queue: a worker takes it from there. The file belongs to it from now on. */
export const startImport = command('startImport', async (tx, input: StartImport, call) => {
  const { fileId, kind, sourceId = null } = input;
  await attachFile(tx, fileId);
  await checkSource(tx, kind, sourceId);
  const id = call.newId('ImportRun');
  const mapping = input.mapping ? JSON.stringify(readMapping(input.mapping, await fillable(tx, kind))) : null;
  const row = { id, kind, status: 'QUEUED' as const, fileId, sourceId, mapping, dryRun: input.dryRun ?? false };
  await tx.sql
    .insertInto('ImportRun')
    .values({ ...row, byId: call.by!.id, startedAt: call.now })
    .execute();
  return accept([event('IMPORT_CHANGED', { data: { importId: id, status: 'QUEUED' } })], { importId: id });
});

const fillable = async (tx: Tx, kind: ImportKind) => ({ kind, fields: (await tx.loadSettings()).customFields });

/** The same file may be tried dry first, and imported then. */
async function attachFile(tx: Tx, id: string): Promise<void> {
  const file = await tx.sql.selectFrom('File').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!file || file.byId !== tx.by?.id) throw notFound('fileId');
  if (!file.uploadedAt) throw badInput('fileId', message('FILE_NOT_UPLOADED'));
  if (!/\.(csv|xlsx)$/i.test(file.name)) throw badInput('fileId', message('IMPORT_FILE_KIND'));
  if (!file.attachedAt) await tx.sql.updateTable('File').set({ attachedAt: tx.now }).where('id', '=', id).execute();
}

async function checkSource(tx: Tx, kind: ImportKind, id: string | null): Promise<void> {
  if (id === null && kind === 'LEADS') throw badInput('sourceId', message('IMPORT_SOURCE_MISSING'));
  if (id === null) return;
  const source = await tx.sql.selectFrom('Source').select('active').where('id', '=', id).executeTakeFirst();
  if (!source) throw notFound('sourceId');
  if (!source.active) throw badInput('sourceId', message('SOURCE_INACTIVE'));
}
