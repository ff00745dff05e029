import { sql } from 'kysely';
import { accept } from '../domain/decision.js';
import { ORPHAN_AFTER_MS } from '../domain/file/upload.js';
import { statementClock, seconds } from './store/database-clock.js';
import { command } from './command.js';
import type { Database } from './store/open-database.js';

/** Files a single call takes on, so that it stays a short transaction. */
const AT_MOST = 500;

const isOrphan = sql<boolean>`"attachedAt" is null and "createdAt" < ${statementClock} - ${seconds(ORPHAN_AFTER_MS)}`;

/** Nobody can attach or download orphans any more; their bytes are removed after this, their rows last. */
export const markOrphans = command('markOrphans', async (tx, _input: Readonly<Record<string, never>>) => {
  const marked = await tx.sql.updateTable('File').set({ uploadedAt: null }).where(isOrphan).executeTakeFirst();
  return accept([], { marked: Number(marked.numUpdatedRows) });
});

/** Those whose bytes may be removed. */
export async function markedOrphans({ sql: db }: Database): Promise<readonly string[]> {
  const marked = db.selectFrom('File').select('id').where(isOrphan).where('uploadedAt', 'is', null);
  return (await marked.orderBy('createdAt').limit(AT_MOST).execute()).map(({ id }) => id);
}

/** Their bytes are gone. */
export const forgetFiles = command('forgetFiles', async (tx, { fileIds }: { readonly fileIds: readonly string[] }) => {
  if (fileIds.length > 0) {
    const orphans = tx.sql.deleteFrom('File').where('id', 'in', fileIds);
    await orphans.where(isOrphan).where('uploadedAt', 'is', null).execute();
  }
  return accept([], { forgotten: fileIds.length });
});
