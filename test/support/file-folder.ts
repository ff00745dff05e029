import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { openFileStore, type FileStore } from '../../commands/store/file-store.js';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone after this file's tests. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'genjin-files-'));
  folders.push(folder);
  return folder;
}

/** An empty store in a folder. */
export const aFileStore = (): Promise<FileStore> => openFileStore({ dataDir: aFolder(), s3: undefined });

/** Everything a store holds. */
export async function keysIn(store: FileStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list('files/')) keys.push(key);
  return keys;
}
