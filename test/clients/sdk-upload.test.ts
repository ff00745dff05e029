import { randomBytes } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3_000_000)]);
const blob = new Blob([PDF]);
const name = '采购合同.pdf';

const download = async (path: string) => Buffer.from(await (await fetch(new URL(path, api.graphqlUrl))).arrayBuffer());
const kept = async () => (await api.database.sql.selectFrom('File').select('id').execute()).length;

test('a file is sent, and told of on its way', async () => {
  const told: number[] = [];
  const onProgress = (sent: number, size: number) => told.push(sent / size);
  const file = await clientOf(api, api.admin).upload(blob, { name, onProgress });
  expect(file).toMatchObject({ name, contentType: 'application/pdf', size: PDF.length });
  expect((await download(file.url)).equals(PDF)).toBe(true);
  expect(told.length).toBeGreaterThan(2);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBe(1);
});

test('a File brings its name with it, and a stream says how long it is', async () => {
  const client = clientOf(api, api.admin);
  expect((await client.upload(new File([PDF], name))).name).toBe(name);
  const streamed = { size: PDF.length, stream: Readable.from([PDF.subarray(0, 1000), PDF.subarray(1000)]) };
  const file = await client.upload(streamed, { name });
  expect((await download(file.url)).equals(PDF)).toBe(true);
});

test('what is not what its name says is thrown with the code of the API', async () => {
  const client = clientOf(api, api.admin);
  await expect(client.upload(new Blob(['<html></html>']), { name })).rejects.toMatchObject({
    codes: ['FILE_CONTENT_FALSE'],
    status: 415,
  });
  await expect(client.upload(blob, { name: 'setup.exe' })).rejects.toMatchObject({ codes: ['BAD_USER_INPUT'] });
});

test('an upload can be ended on its way, and nothing of it stays', async () => {
  const control = new AbortController();
  const onProgress = () => control.abort(new Error('enough'));
  const before = await kept();
  const client = clientOf(api, api.admin);
  await expect(client.upload(blob, { name, onProgress, signal: control.signal })).rejects.toThrow('enough');
  const announced = await api.database.sql
    .selectFrom('File')
    .select('uploadedAt')
    .orderBy('createdAt', 'desc')
    .execute();
  expect(announced[0]!.uploadedAt).toBeNull();
  await expect(client.upload(blob, { name, signal: control.signal })).rejects.toThrow('enough');
  expect(await kept()).toBe(before + 1); // announced once, and swept up within a day
});

test.each(['the file', 'the answer'] as const)(
  '%s that gets lost is sent again, and the file is there once',
  async (lost) => {
    const line = await aLossyLine(lost);
    const before = await kept();
    const file = await clientOf(line, api.admin).upload(blob, { name });
    expect((await download(file.url)).equals(PDF)).toBe(true);
    expect(line.puts).toHaveLength(2);
    expect(await kept()).toBe(before + 1);
  },
);

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => (server.close(), server.closeAllConnections())));

/** A line that loses the first PUT on its way, or its answer. */
async function aLossyLine(lost: 'the file' | 'the answer') {
  const puts: string[] = [];
  const server = createServer((here, answer) => {
    const isLost = here.method === 'PUT' && puts.push(here.url!) === 1;
    if (isLost && lost === 'the file') return void here.once('data', () => here.destroy());
    const { method, url: path, headers } = here;
    const there = request({ host: '127.0.0.1', port: api.port, method, path, headers }, (told) => {
      if (isLost) return void told.resume().once('end', () => answer.destroy());
      answer.writeHead(told.statusCode!, told.headers);
      told.pipe(answer);
    });
    here.pipe(there);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { graphqlUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, puts };
}
