import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { S3Place } from './s3-store.js';

/** Where the bytes of files are kept. What they are and who may see them is the database's to say. */
export interface FileStore {
  /** Keeps a stream of exactly this many bytes; one that breaks off leaves nothing that anybody refers to. */
  put(key: string, bytes: Readable, size: number): Promise<void>;
  /** Rejects where there is nothing. */
  get(key: string): Promise<Readable>;
  /** Removing what isn't there is fine. */
  remove(key: string): Promise<void>;
  /** Every key that begins like this. */
  list(prefix: string): AsyncIterable<string>;
}

export interface FilePlace {
  readonly dataDir: string;
  /** Undefined means a folder below dataDir. */
  readonly s3: S3Place | undefined;
}

/** Opens the store of the environment's choice. What speaks S3 is only loaded where it is used. */
export async function openFileStore({ dataDir, s3 }: FilePlace): Promise<FileStore> {
  if (s3) return fileStoreOver(await (await import('./s3-store.js')).openS3Disk(s3));
  const location = resolve(join(dataDir, 'files'));
  mkdirSync(location, { recursive: true, mode: 0o700 });
  return fileStoreOver(new Disk(new FSDriver({ location, visibility: 'private' })));
}

function fileStoreOver(disk: Disk): FileStore {
  return {
    put: (key, bytes, size) => disk.putStream(key, bytes, { contentLength: size }),
    get: (key) => disk.getStream(key),
    remove: async (key) => {
      if (await disk.exists(key)) await disk.delete(key);
    },
    list: (prefix) => keysBelow(disk, prefix),
  };
}

async function* keysBelow(disk: Disk, prefix: string): AsyncGenerator<string> {
  let paginationToken: string | undefined;
  do {
    const page = await disk
      .listAll(prefix, { recursive: true, ...(paginationToken !== undefined && { paginationToken }) })
      .catch(ifNothing);
    for (const object of page.objects) if (object.isFile) yield object.key;
    ({ paginationToken } = page);
  } while (paginationToken !== undefined);
}

/** A folder that was never written to. */
function ifNothing(error: unknown): Awaited<ReturnType<Disk['listAll']>> {
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  if (code === 'ENOENT' || cause?.code === 'ENOENT') return { objects: [] };
  throw error;
}
