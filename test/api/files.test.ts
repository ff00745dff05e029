import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SignedUrls } from '../../api/files/signed-urls.js';
import { discardUpload } from '../../commands/receive-upload.js';
import type { FileStore } from '../../commands/store/file-store.js';
import { tidyFiles } from '../../jobs/tidy-files.js';
import { anApi, type Api } from '../support/api.js';
import { keysIn } from '../support/file-folder.js';
import { quiet } from '../support/quiet-log.js';
import { zipOf } from '../support/zip.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
beforeEach(async () => {
  await api.database.sql.deleteFrom('File').execute();
  for (const key of await keysIn(api.files)) await api.files.remove(key);
});

const CREATE = `mutation ($input: CreateUploadInput!) {
  createUpload(input: $input) { uploadUrl file { id name contentType size url } refusal { code } }
}`;

interface Created {
  readonly createUpload: {
    readonly uploadUrl: string | null;
    readonly file: { readonly id: string; readonly name: string; readonly contentType: string; readonly url: string };
  };
}

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(2000)]);
const announced = (bytes: Buffer, given: object = {}) => ({
  name: '采购合同 （终稿）.pdf',
  contentType: 'application/pdf',
  size: bytes.length,
  ...given,
});

async function create(input: object, token = api.admin) {
  const { data, errors, code } = await api.gql<Created>(CREATE, { input }, token);
  return { ...data?.createUpload, errors, code };
}

const put = (path: string, body: Uint8Array | ReadableStream) => {
  const streamed = body instanceof ReadableStream ? { duplex: 'half' } : {};
  return fetch(new URL(path, api.url), { method: 'PUT', body, ...streamed } as RequestInit);
};

async function upload(bytes: Buffer, input: object = announced(bytes)) {
  const created = await create(input);
  return { ...created, response: await put(created.uploadUrl!, new Uint8Array(bytes)) };
}

const download = (path: string) => fetch(new URL(path, api.url));
const statusOf = async (path: string) => {
  const { status, body } = await download(path);
  await body?.cancel();
  return status;
};
const rows = () => api.database.sql.selectFrom('File').selectAll().execute();
const problem = async (response: Response) => ((await response.json()) as { code: string }).code;

test('a file is announced, sent, and given back as an attachment under its Chinese name', async () => {
  const { file, response } = await upload(PDF);
  expect(response.status).toBe(204);
  const answer = await download(file.url);
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const disposition = answer.headers.get('content-disposition')!;
  expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
  expect(decodeURIComponent(disposition.split("UTF-8''")[1]!)).toBe('采购合同 （终稿）.pdf');
});

test('a repeated announcement answers the same file', async () => {
  const [first, again] = [
    await create({ ...announced(PDF), idempotencyKey: 'k' }),
    await create({ ...announced(PDF), idempotencyKey: 'k' }),
  ];
  expect(again.file.id).toBe(first.file.id);
  expect(await rows()).toHaveLength(1);
});

test.each([
  ['an unknown kind', { name: 'setup.exe' }, 'BAD_USER_INPUT'],
  ['an archive', { name: 'all.zip', contentType: 'application/zip' }, 'BAD_USER_INPUT'],
  ['a type that does not fit the name', { contentType: 'text/html' }, 'BAD_USER_INPUT'],
  ['nothing', { size: 0 }, 'BAD_USER_INPUT'],
  ['more than 20 MiB', { size: 20 * 1024 * 1024 + 1 }, 'BAD_USER_INPUT'],
  ['a name of nothing', { name: '../..' }, 'BAD_USER_INPUT'],
])('%s is refused before anything is sent', async (_, given, code) => {
  expect((await create(announced(PDF, given))).code).toBe(code);
  expect(await rows()).toEqual([]);
});

test('a name is what remains of a path without what confuses people and file systems', async () => {
  const { file } = await create(announced(PDF, { name: '..\\..\\C:\\evil\u202efdp.\n合同?.pdf' }));
  expect(file.name).toBe('evilfdp.合同_.pdf'.replace('evil', 'evil'));
});

describe('what was announced falsely is gone, and harms nothing', () => {
  const html = Buffer.from('<html><script>alert(1)</script></html>');
  test.each([
    ['a page that calls itself a PDF', html, {}],
    ['a page that calls itself a picture', html, { name: 'a.png', contentType: 'image/png' }],
    [
      'a program that calls itself a table',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]),
      { name: 'a.csv', contentType: 'text/csv' },
    ],
    [
      'bytes that no text encoding has',
      Buffer.from([0x61, 0xff, 0xff, 0x61]),
      { name: 'a.txt', contentType: 'text/plain' },
    ],
    ['a broken end of a text', Buffer.from('姓名').subarray(0, 5), { name: 'a.txt', contentType: 'text/plain' }],
  ])('%s', async (_, bytes, given) => {
    const { response, file } = await upload(bytes, announced(bytes, given));
    expect(response.status).toBe(415);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await problem(response)).toBe('FILE_CONTENT_FALSE');
    expect(await statusOf(file.url)).toBe(404);
    expect(await rows()).toEqual([]);
    expect(await keysIn(api.files)).toEqual([]);
  });

  test('an archive that calls itself a spreadsheet', async () => {
    const bytes = await zipOf({ 'a.txt': 'nothing' });
    const name = { name: 'a.xlsx', contentType: 'application/octet-stream' };
    expect((await upload(bytes, announced(bytes, name))).response.status).toBe(415);
    expect(await rows()).toEqual([]);
  });

  test('more than announced, streamed without a length', async () => {
    const { uploadUrl } = await create(announced(PDF));
    const endless = Readable.toWeb(Readable.from([PDF, PDF, PDF])) as ReadableStream;
    const response = await put(uploadUrl!, endless);
    expect([response.status, await problem(response)]).toEqual([413, 'FILE_SIZE_DIFFERS']);
    expect(await rows()).toEqual([]);
    expect(await keysIn(api.files)).toEqual([]);
  });
});

test.each([
  ['GB18030', Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a])],
  ['UTF-8 with its mark', Buffer.from('\ufeff姓名,电话\n')],
])('tables may be %s', async (_, bytes) => {
  const { response } = await upload(
    bytes,
    announced(bytes, { name: '客户.csv', contentType: 'text/csv; charset=gbk' }),
  );
  expect(response.status).toBe(204);
});

test('a length other than the announced one is refused before a byte is kept, and may be sent again', async () => {
  const { uploadUrl } = await create(announced(PDF));
  expect((await put(uploadUrl!, new Uint8Array(PDF.subarray(1)))).status).toBe(400);
  expect((await put(uploadUrl!, Buffer.concat([PDF, PDF]))).status).toBe(413);
  expect((await put(uploadUrl!, new Uint8Array(PDF))).status).toBe(204);
});

test('bytes arrive once; what comes later changes nothing', async () => {
  const { uploadUrl, file } = await upload(PDF);
  const other = Buffer.from(PDF).fill(0x20, 20);
  expect((await put(uploadUrl!, other)).status).toBe(409);
  expect(Buffer.from(await (await download(file.url)).arrayBuffer())).toEqual(PDF);
});

test('of two at once one wins, whole, and the other leaves nothing', async () => {
  const { uploadUrl, file } = await create(announced(PDF));
  const bodies = [PDF, Buffer.concat([PDF.subarray(0, 9), randomBytes(2000)])];
  const answers = await Promise.all(bodies.map((body) => put(uploadUrl!, new Uint8Array(body))));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  const winner = bodies[answers.findIndex(({ status }) => status === 204)]!;
  expect(Buffer.from(await (await download(file.url)).arrayBuffer())).toEqual(winner);
  expect(await keysIn(api.files)).toHaveLength(1);
});

describe('a link', () => {
  test.each([
    [
      'another file',
      (url: URL) => (url.pathname = url.pathname.slice(0, -1) + (url.pathname.endsWith('a') ? 'b' : 'a')),
    ],
    ['another size', (url: URL) => url.searchParams.set('size', '5')],
    ['another type', (url: URL) => url.searchParams.set('type', 'text/html')],
    ['a later end', (url: URL) => url.searchParams.set('until', String(Date.now() + 1e9))],
    ['another purpose', (url: URL) => url.searchParams.set('for', 'download')],
    ['no signature', (url: URL) => url.searchParams.delete('signature')],
  ])('with %s is refused', async (_, forge) => {
    const { uploadUrl } = await create(announced(PDF));
    const url = new URL(uploadUrl!, api.url);
    forge(url);
    const response = await put(url.href, new Uint8Array(PDF));
    expect([response.status, await problem(response)]).toEqual([403, 'FILE_URL_INVALID']);
  });

  test('to upload is none to download, and none works without its query', async () => {
    const { uploadUrl, file } = await upload(PDF);
    expect(await statusOf(uploadUrl!)).toBe(403);
    expect(await statusOf(`/files/${file.id}`)).toBe(403);
  });

  test('that is over is refused as such', () => {
    const urls = new SignedUrls('a secret');
    const link = { purpose: 'download', id: 'file_x' } as const;
    const { searchParams } = new URL(urls.of(link), 'http://x');
    const given = { until: searchParams.get('until')!, signature: searchParams.get('signature')! };
    expect(urls.check(link, given)).toBe('VALID');
    expect(new SignedUrls('another').check(link, given)).toBe('INVALID');
    const now = Date.now;
    Date.now = () => now() + 15 * 60_000 + 1;
    try {
      expect(urls.check(link, given)).toBe('EXPIRED');
    } finally {
      Date.now = now;
    }
  });
});

test('a file is its uploader’s: others don’t find it', async () => {
  const [mine, other] = [await api.person('SALES'), await api.person('ADMIN')];
  const { file } = await create(announced(PDF), mine.token);
  const find = async (token: string) =>
    (
      await api.gql<{ node: { id: string } | null }>(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id: file.id },
        token,
      )
    ).data.node;
  expect(await find(mine.token)).toEqual({ id: file.id });
  expect(await find(other.token)).toBeNull();
  expect((await api.gql(CREATE, { input: announced(PDF) })).code).toBe('UNAUTHENTICATED');
});

describe('orphans', () => {
  const tidy = (files: FileStore = api.files) =>
    tidyFiles({ database: api.database, run: api.run, files, signal: new AbortController().signal, log: quiet });
  const age = (hours: number) =>
    api.database.sql
      .updateTable('File')
      .set({ createdAt: new Date(Date.now() - hours * 3_600_000) })
      .execute();

  test('go after a day, whether they arrived or not; what is attached or younger stays', async () => {
    await upload(PDF);
    await create(announced(PDF));
    await age(25);
    const kept = await upload(PDF);
    const attached = await upload(PDF);
    await api.database.sql
      .updateTable('File')
      .set({ attachedAt: new Date(), createdAt: new Date(0) })
      .where('id', '=', attached.file.id)
      .execute();
    await tidy();
    expect((await rows()).map(({ id }) => id).sort()).toEqual([kept.file.id, attached.file.id].sort());
    expect(await keysIn(api.files)).toHaveLength(2);
  });

  test('a clean-up that died between bytes and row goes on the next time, and nobody was given half a file', async () => {
    const { file } = await upload(PDF);
    await age(25);
    const dying: FileStore = {
      ...api.files,
      remove: async (key) => {
        await api.files.remove(key);
        throw new Error('died');
      },
    };
    await tidy(dying);
    expect(await statusOf(file.url)).toBe(404);
    expect(await rows()).toHaveLength(1);
    await tidy();
    expect(await rows()).toEqual([]);
  });

  test('an upload that was overtaken takes nothing of the winner’s along', async () => {
    const { file } = await upload(PDF);
    await api.run(discardUpload, { fileId: file.id, storageKey: 'another' }, { by: null });
    expect(await statusOf(file.url)).toBe(200);
  });
});
