import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { FileStore } from './file-store.js';

/** Below this stands everything that was ever written for a file. */
export const storagePrefix = (fileId: string): string => `files/${fileId}/`;

/** Each attempt writes to a place of its own, so that one that comes late never changes what was checked already. */
export const newStorageKey = (fileId: string): string => `${storagePrefix(fileId)}${randomUUID()}`;

/** Everything that was written for a file, the attempts that broke off included. */
export async function removeBytesOf(store: FileStore, fileId: string): Promise<void> {
  for await (const key of store.list(storagePrefix(fileId))) await store.remove(key);
}

/** Keeps bytes under a new key, and removes them again where that fails. */
export async function putOrRemove(store: FileStore, key: string, bytes: Readable, size: number): Promise<void> {
  try {
    await store.put(key, bytes, size);
  } catch (error) {
    await store.remove(key).catch(() => undefined); // what remains is below the file's prefix and goes with it
    throw error;
  }
}
