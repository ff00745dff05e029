import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../../commands/store/file-store.js';

/** A file of the store as one on this machine, for as long as it is used: an archive is read from its end, and an import takes minutes. */
export async function withLocalCopy<T>(files: FileStore, key: string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'genjin-import-'));
  try {
    const path = join(folder, 'rows');
    await pipeline(await files.get(key), createWriteStream(path));
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
