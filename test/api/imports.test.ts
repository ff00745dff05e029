import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { createClient, type Client } from '../../clients/sdk/client.js';
import {
  CancelImportDocument,
  CreateUploadDocument,
  EventsDocument,
  ImportChangedDocument,
  ImportDocument,
  MeDocument,
  RevertImportDocument,
  StartImportDocument,
} from '../../clients/sdk/generated/operations.js';
import { newKey } from '../support/api-keys.js';
import { anApi, type Api } from '../support/api.js';
import { asCsv, peopleTable } from '../support/people-table.js';
import { until } from '../support/until.js';

let api: Api;
let sourceId: string;
beforeAll(async () => {
  api = await anApi({ withJobs: true });
  const input = { name: '展会', channel: 'EVENT' };
  const { data } = await api.gql<{ createSource: { source: { id: string } } }>(
    'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
    { input },
    api.admin,
  );
  sourceId = data.createSource.source.id;
});

const open: Client[] = [];
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
});

function as(token: string): Client {
  const client = createClient({ url: api.graphqlUrl, token, webSocket: WebSocket });
  open.push(client);
  return client;
}

async function upload(client: Client, text: string, name = '名单.csv'): Promise<string> {
  const bytes = Buffer.from(text);
  const input = { name, contentType: 'application/octet-stream', size: bytes.length };
  const { createUpload } = await client.request(CreateUploadDocument, { input });
  const response = await fetch(new URL(createUpload.uploadUrl!, api.url), {
    method: 'PUT',
    body: new Uint8Array(bytes),
  });
  expect(response.status).toBe(204);
  return createUpload.file!.id;
}

test('a manager follows an import to its end, reads what was wrong, and takes it back', async () => {
  const client = as((await api.person('MANAGER')).token);
  const table = peopleTable(300);
  const bad = '周敏,"=HYPERLINK(""http://x"")",,,\r\n';
  const fileId = await upload(client, asCsv(table) + bad);
  const started = await client.request(StartImportDocument, { input: { fileId, kind: 'LEADS', sourceId } });
  const { id } = started.startImport.import!;
  const seen: { status: string; done: number }[] = [];
  for await (const { importChanged } of client.subscribe(ImportChangedDocument, { importId: id }))
    seen.push(importChanged);
  expect(seen.at(-1)).toMatchObject({
    status: 'DONE',
    total: 301,
    done: 301,
    created: table.created,
    duplicates: table.duplicates,
    failed: table.failed + 1,
  });
  expect(seen.map(({ done }) => done)).toEqual([...seen.map(({ done }) => done)].sort((a, b) => a - b));

  const { import: ended } = await client.request(ImportDocument, { id });
  const answer = await fetch(new URL(ended!.errorsUrl!, api.url), { headers: { 'accept-language': 'zh' } });
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
  const lines = Buffer.from(await answer.arrayBuffer())
    .toString()
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toBe('\ufeff行号,列,问题');
  expect(lines[1]).toBe('51,手机号,不是有效的电话号码');
  expect(lines.at(-1)).toBe('302,手机号,单元格是公式，请粘贴为数值后再导入');
  expect(lines).toHaveLength(1 + table.failed + 1);

  await client.request(RevertImportDocument, { input: { importId: id } });
  const reverted = await until('the import is taken back', async () => {
    const { import: now } = await client.request(ImportDocument, { id });
    return now?.finishedAt ? now : null;
  });
  expect(reverted).toMatchObject({ status: 'REVERTED', kept: 0 });
  const again = await client.request(CancelImportDocument, { input: { importId: id } });
  expect(again.cancelImport.refusal).toMatchObject({ code: 'ALREADY_CLOSED' });
}, 60_000);

test('imports are for managers, and of one’s own files', async () => {
  const [sales, manager, other] = [await api.person('SALES'), await api.person('MANAGER'), await api.person('MANAGER')];
  const fileId = await upload(as(manager.token), '姓名,手机号,暗号\n');
  const start = (token: string, input: object = {}) =>
    as(token).request(StartImportDocument, { input: { fileId, kind: 'LEADS', sourceId, ...input } });
  await expect(start(sales.token)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
  await expect(start(other.token)).rejects.toMatchObject({ codes: ['NOT_FOUND'] });
  await expect(start(manager.token, { sourceId: null })).rejects.toMatchObject({ codes: ['BAD_USER_INPUT'] });
  await expect(start(manager.token, { mapping: { 姓名: 'salary' } })).rejects.toMatchObject({
    codes: ['BAD_USER_INPUT'],
  });
  await expect(start(manager.token, { mapping: { a: 'name', b: 'name' } })).rejects.toMatchObject({
    codes: ['BAD_USER_INPUT'],
  });
  const text = await upload(as(manager.token), 'a text', '说明.txt');
  await expect(start(manager.token, { fileId: text })).rejects.toMatchObject({ codes: ['BAD_USER_INPUT'] });
  const { startImport } = await start(manager.token);
  const id = startImport.import!.id;
  const { data } = await api.gql<{ imports: { nodes: readonly object[] } }>(
    '{ imports(first: 1) { nodes { id file { name } source { name } startedBy { id } } } }',
    {},
    other.token,
  );
  expect(data.imports.nodes).toEqual([
    { id, file: { name: '名单.csv' }, source: { name: '展会' }, startedBy: { id: manager.id } },
  ]);
  const columns = await until('it was looked into', async () => {
    const query = 'query ($id: ID!) { import(id: $id) { columns { header field } } }';
    return (await api.gql<{ import: { columns: object[] | null } }>(query, { id }, other.token)).data.import.columns;
  });
  expect(columns).toEqual([
    { header: '姓名', field: 'name' },
    { header: '手机号', field: 'phone' },
    { header: '暗号', field: null },
  ]);
  expect((await as(sales.token).request(ImportDocument, { id })).import).toBeNull();
  await expect(as(sales.token).subscribe(ImportChangedDocument, { importId: id }).next()).rejects.toMatchObject({
    codes: ['FORBIDDEN'],
  });
});

test('a program imports by its key, under its own name', async () => {
  const key = await newKey(api, { name: '同步程序' });
  const client = as(key.secret);
  const { head } = await client.request(MeDocument);
  const { header, rows } = peopleTable(20);
  const fileId = await upload(client, asCsv({ header, rows }));
  const { startImport } = await client.request(StartImportDocument, { input: { fileId, kind: 'LEADS', sourceId } });
  const done = await until('it is done', async () => {
    const { import: run } = await client.request(ImportDocument, { id: startImport.import!.id });
    return run?.status === 'DONE' ? run : null;
  });
  expect(done.created + done.duplicates).toBeGreaterThan(0);
  const { events } = await client.request(EventsDocument, { after: head, first: 100 });
  expect(events.nodes.filter(({ actor }) => actor?.name === '同步程序').length).toBeGreaterThan(0);
});
