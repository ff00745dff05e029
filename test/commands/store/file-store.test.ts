import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, test } from '@jest/globals';
import S3rver from 's3rver';
import { openFileStore, type FileStore } from '../../../commands/store/file-store.js';
import { aFileStore, aFolder, keysIn } from '../../support/file-folder.js';

const BYTES = randomBytes(200_000);

const bucketServers: S3rver[] = [];
afterAll(() => Promise.all(bucketServers.map((server) => server.close())));

async function aBucket(): Promise<FileStore> {
  const configureBuckets = [{ name: 'files', configs: [] }];
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: aFolder(), configureBuckets });
  bucketServers.push(server);
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  const s3 = { endpoint, region: 'us-east-1', bucket: 'files', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
  return openFileStore({ dataDir: aFolder(), s3 });
}

test.each([
  ['a folder', aFileStore],
  ['a bucket of an S3-compatible store', aBucket],
])('%s keeps, gives, lists and removes', async (_, open) => {
  const store = await open();
  expect(await keysIn(store)).toEqual([]);
  await store.put('files/a/1', Readable.from([BYTES, BYTES]), BYTES.length * 2);
  await store.put('files/a/2', Readable.from([BYTES]), BYTES.length);
  await store.put('files/b/1', Readable.from([BYTES]), BYTES.length);
  expect(await buffer(await store.get('files/a/1'))).toEqual(Buffer.concat([BYTES, BYTES]));
  await store.remove('files/a/1');
  await store.remove('files/a/1');
  expect((await keysIn(store)).sort()).toEqual(['files/a/2', 'files/b/1']);
  await expect(store.get('files/a/1').then(buffer)).rejects.toThrow();
});

test.each([
  ['a folder', aFileStore],
  ['a bucket', aBucket],
])('what breaks off on its way into %s fails, telling why', async (_, open) => {
  const store = await open();
  const breaksOff = async function* () {
    yield BYTES;
    throw new Error('broke off');
  };
  await expect(store.put('files/c/1', Readable.from(breaksOff()), BYTES.length * 2)).rejects.toMatchObject({
    cause: new Error('broke off'),
  });
});
