import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { fileTypeFromBuffer } from 'file-type';
import { captureLead } from '../../commands/capture-lead.js';
import { createCustomer } from '../../commands/create-customer.js';
import { harmless } from '../../domain/file/export.js';
import { xlsxRows } from '../../jobs/import/xlsx-rows.js';
import { anApi, type Api } from '../support/api.js';
import { aFolder } from '../support/file-folder.js';

let api: Api;
let sales: { id: string; token: string };
let manager: { token: string };

const FORMULAS = ['=HYPERLINK("http://x","点我")', '+1+1', '-2', '@SUM(A1)', '\tcmd', 'plain, "quoted"\nlines'];

beforeAll(async () => {
  api = await anApi();
  const teamId = await api.team('华东组');
  sales = await api.person('SALES', teamId);
  manager = await api.person('MANAGER');
  const input = { name: '官网', channel: 'WEBSITE' };
  const { data } = await api.gql<{ createSource: { source: { id: string } } }>(
    'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } } }',
    { input },
    api.admin,
  );
  const sourceId = data.createSource.source.id;
  for (const [index, company] of FORMULAS.entries())
    await api.run(captureLead, { sourceId, name: `客户${index}`, company, phone: `1380013800${index}` }, { by: null });
  await api.run(createCustomer, { name: '周敏', phone: '13900139000', ownerId: sales.id }, { by: null });
  await api.run(createCustomer, { name: '公海客户', phone: '13900139001' }, { by: null });
  const maskAll = JSON.stringify({ maskContacts: true });
  await api.database.sql.updateTable('Pool').set({ rules: maskAll }).execute();
});

interface Exported {
  readonly startExport: { readonly file: { id: string; name: string; contentType: string; size: number; url: string } };
}

async function save(input: object, token: string) {
  const query =
    'mutation ($input: StartExportInput!) { startExport(input: $input) { file { id name contentType size url } } }';
  const { data, code } = await api.gql<Exported>(query, { input }, token);
  if (code) return { code };
  const { file } = data.startExport;
  const response = await fetch(new URL(file.url, api.url));
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes).toHaveLength(file.size);
  return { file, bytes, text: bytes.toString() };
}

test('a list is saved with its filter, as Excel reads it, and no cell of it is a formula', async () => {
  const { file, text } = await save({ list: 'LEADS', format: 'CSV', leadFilter: { search: '客户' } }, manager.token);
  expect(file!.name).toMatch(/^线索-\d{4}-\d\d-\d\d\.csv$/);
  expect(text!.startsWith('\ufeff编号,姓名,公司,手机号,')).toBe(true);
  expect(text).toContain(`客户0,"'=HYPERLINK(""http://x"",""点我"")",'+8613800138000,`);
  for (const company of [`,'+1+1,`, `,'-2,`, `,'@SUM(A1),`, `,"plain, ""quoted""\nlines",`])
    expect(text).toContain(company);
  expect(text!.trimEnd().split('\r\n')).toHaveLength(1 + FORMULAS.length);
});

test.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1'])('%j gets an apostrophe, an ordinary text none', (text) => {
  expect(harmless(text)).toBe(`'${text}`);
  expect(harmless(`a${text}`)).toBe(`a${text}`);
});

test('a workbook holds the same, as texts', async () => {
  const { file, bytes } = await save({ list: 'LEADS', format: 'XLSX' }, manager.token);
  expect((await fileTypeFromBuffer(bytes!))?.mime).toBe(file!.contentType);
  const path = join(aFolder(), 'list.xlsx');
  writeFileSync(path, bytes!);
  const rows = [];
  for await (const { cells } of xlsxRows(path)) rows.push(cells.slice(1, 4));
  expect(rows[0]).toEqual(['姓名', '公司', '手机号']);
  expect(rows).toContainEqual(['客户0', `'=HYPERLINK("http://x","点我")`, `'+8613800138000`]);
  expect(rows).toHaveLength(1 + FORMULAS.length);
});

test('it holds what the caller sees in the list: nobody else’s, and no hidden contact details', async () => {
  const [theirs, all] = [
    await save({ list: 'CUSTOMERS', format: 'CSV' }, sales.token),
    await save({ list: 'CUSTOMERS', format: 'CSV' }, manager.token),
  ];
  expect(theirs.text).toContain("周敏,,'+8613900139000");
  expect(theirs.text).toContain('公海客户,,,');
  expect(theirs.text).not.toContain('13900139001');
  expect(all.text).toContain("公海客户,,'+8613900139001");
  expect(all.text).toContain('初次接触');
  const followUps = await save({ list: 'FOLLOW_UPS', format: 'CSV' }, sales.token);
  expect(followUps.text!.trimEnd().split('\r\n')).toHaveLength(2);
  expect(followUps.text).toContain('周敏');
});

test('a repeated call answers the same file, written once', async () => {
  const input = { list: 'LEADS', format: 'CSV', idempotencyKey: 'once' };
  const [first, again] = [await save(input, manager.token), await save(input, manager.token)];
  expect(again.file).toEqual({ ...first.file, url: again.file!.url });
  expect(again.bytes).toEqual(first.bytes);
});

test('a file that somebody saved is theirs alone, and nobody saves without signing in', async () => {
  const { file } = await save({ list: 'LEADS', format: 'CSV' }, manager.token);
  const find = 'query ($id: ID!) { node(id: $id) { id } }';
  expect((await api.gql(find, { id: file!.id }, sales.token)).data).toEqual({ node: null });
  expect(await save({ list: 'LEADS', format: 'CSV' }, '')).toEqual({ code: 'UNAUTHENTICATED' });
});
