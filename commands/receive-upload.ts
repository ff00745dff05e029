import { accept, notFound } from '../domain/decision.js';
import { command } from './command.js';
import { newStorageKey } from './store/file-rows.js';

interface OfFile {
  readonly fileId: string;
}

interface Attempt extends OfFile {
  readonly storageKey: string;
  /** Of a file whose size wasn't announced. */
  readonly size?: number;
}

/** Begins to receive a file's bytes, in a place of this attempt's own: of several at once only the latest can finish. */
export const beginUpload = command('beginUpload', async (tx, { fileId }: OfFile) => {
  const storageKey = newStorageKey(fileId);
  const begun = await tx.sql
    .updateTable('File')
    .set({ storageKey })
    .where('id', '=', fileId)
    .where('uploadedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (begun) return accept([], { outcome: 'BEGUN', storageKey });
  const there = await tx.sql.selectFrom('File').select('id').where('id', '=', fileId).executeTakeFirst();
  if (!there) throw notFound('fileId');
  return accept([], { outcome: 'ALREADY' });
});

/** The bytes have arrived and were checked: from now on the file can be attached and downloaded. */
export const finishUpload = command('finishUpload', async (tx, { fileId, storageKey, size }: Attempt, call) => {
  const finished = await tx.sql
    .updateTable('File')
    .set({ uploadedAt: call.now, ...(size !== undefined && { size: String(size) }) })
    .where('id', '=', fileId)
    .where('storageKey', '=', storageKey)
    .where('uploadedAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return accept([], { outcome: finished ? 'FINISHED' : 'OVERTAKEN' });
});

/** The bytes weren't what was announced: the file is gone, and has to be announced anew. */
export const discardUpload = command('discardUpload', async (tx, { fileId, storageKey }: Attempt) => {
  await tx.sql
    .deleteFrom('File')
    .where('id', '=', fileId)
    .where('storageKey', '=', storageKey)
    .where('uploadedAt', 'is', null)
    .execute();
  return accept([]);
});
