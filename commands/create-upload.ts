import { readUpload, type Announced } from '../domain/file/upload.js';
import { accept } from '../domain/decision.js';
import { command } from './command.js';
import { newStorageKey } from './store/file-rows.js';

/** Announces a file; its bytes are sent to a signed link afterwards. */
export const createUpload = command('createUpload', async (tx, input: Announced, call) => {
  const { name, kind } = readUpload(input);
  const id = call.newId('File');
  const { contentType } = kind;
  const row = {
    id,
    name,
    contentType,
    size: String(input.size),
    storageKey: newStorageKey(id),
    byId: call.by?.id ?? null,
  };
  await tx.sql
    .insertInto('File')
    .values({ ...row, createdAt: call.now })
    .execute();
  return accept([], { fileId: id });
});
