import { beforeAll, expect, test } from '@jest/globals';
import { customerList } from '../../api/queries/customers.js';
import { anApi, type Api } from '../support/api.js';
import { aCustomField, FLOOR } from '../support/custom-fields.js';
import { ZHAO as MANAGER } from '../support/files.js';

let api: Api;
let lin: { token: string };
beforeAll(async () => {
  api = await anApi();
  lin = await api.person('SALES', await api.team('华东组'));
});

const SET = `mutation ($input: SettingsInput!) {
  updateSettings(input: $input) { settings { customFields } refusal { code ... on OtherRefusal { field } } }
}`;
const CREATE = `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id version customFields } } }`;
const setFields = (customFields: unknown, token = api.admin) => api.gql(SET, { input: { customFields } }, token);

test('C13: fields are defined by administrators, listed for everybody, and hold values over the wire', async () => {
  const old = aCustomField({ code: 'old', label: { 'zh-CN': '旧', en: 'Old' }, archived: true });
  expect((await setFields([], lin.token)).code).toBe('FORBIDDEN');
  expect((await setFields([aCustomField(), FLOOR, old])).data).toMatchObject({ updateSettings: { refusal: null } });

  const listed =
    '{ customFields { code label label2: label(locale: EN) type on options archived choices { code label archived } } }';
  expect((await api.gql(listed, {}, lin.token)).data).toEqual({
    customFields: [
      {
        code: 'size',
        label: '人数',
        label2: 'Head count',
        type: 'NUMBER',
        on: 'LEAD',
        options: null,
        archived: false,
        choices: [],
      },
      {
        code: 'floor',
        label: '地面',
        label2: 'Floor',
        type: 'OPTION',
        on: 'CUSTOMER',
        options: ['WOOD', 'TILE'],
        archived: false,
        choices: [
          { code: 'WOOD', label: '木地板', archived: false },
          { code: 'TILE', label: '瓷砖', archived: false },
          { code: 'LINO', label: '塑胶', archived: true },
        ],
      },
    ],
  });
  const all = await api.gql<{ customFields: unknown[] }>('{ customFields(archived: true) { code } }', {}, lin.token);
  expect(all.data.customFields).toHaveLength(3);

  const input = { name: '周敏', phone: '13800138000', customFields: { size: '12', floor: 'Wood' } };
  const made = await api.gql<{ createCustomer: { customer: { id: string; customFields: unknown } } }>(
    CREATE,
    { input },
    lin.token,
  );
  expect(made.data.createCustomer.customer.customFields).toEqual({ size: 12, floor: 'WOOD' });
  expect((await setFields([FLOOR, old])).data).toEqual({
    updateSettings: { settings: null, refusal: { code: 'IN_USE', field: 'customFields' } },
  });
});

test('C13: every bad value is told at once, in the reader’s language', async () => {
  const input = { name: '孙', phone: '13900139000', customFields: { size: 'many', floor: 'MARBLE', colour: 'red' } };
  const { code, errors } = await api.gql(CREATE, { input }, lin.token);
  expect(code).toBe('BAD_USER_INPUT');
  expect(errors![0]!.extensions).toEqual({
    code: 'BAD_USER_INPUT',
    field: 'customFields.size',
    problems: [
      { field: 'customFields.size', message: '须为数字' },
      { field: 'customFields.floor', message: '须为以下选项之一：WOOD, TILE' },
      { field: 'customFields.colour', message: '没有这个自定义字段' },
    ],
  });
});

interface Found {
  readonly customers: { readonly nodes: { readonly name: string }[] };
}

test('C13: lists are filtered by own fields, in whatever spelling; what can’t be asked is named', async () => {
  const rooms = { ...FLOOR, code: 'rooms', type: 'MULTI_OPTION', label: { 'zh-CN': '房间', en: 'Rooms' } };
  const label = { 'zh-CN': '预算上限', en: 'Ceiling' };
  expect(
    (await setFields([aCustomField(), FLOOR, rooms, aCustomField({ code: 'ceiling', type: 'DECIMAL', label })])).errors,
  ).toBeUndefined();
  const people: readonly (readonly [string, object])[] = [
    ['甲', { size: 30, floor: 'WOOD', rooms: ['WOOD', 'TILE'], ceiling: '100.50' }],
    ['乙', { size: 50, floor: 'TILE', rooms: ['TILE'] }],
    ['丙', {}],
  ];
  for (const [index, [name, customFields]] of people.entries())
    await api.gql(CREATE, { input: { name, phone: `1370013700${index}`, tags: ['筛选'], customFields } }, lin.token);

  const query = 'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { name } } }';
  const ask = (...customFields: object[]) =>
    api.gql<Found>(query, { filter: { tags: ['筛选'], customFields } }, lin.token);
  const named = async (...customFields: object[]) =>
    (await ask(...customFields)).data.customers.nodes.map(({ name }) => name).sort();
  expect(await named({ code: 'size', equals: '50' })).toEqual(['乙']);
  expect(await named({ code: 'floor', in: ['木地板', 'TILE'] })).toEqual(['乙', '甲']);
  expect(await named({ code: 'rooms', equals: 'TILE' })).toEqual(['乙', '甲']);
  expect(await named({ code: 'rooms', equals: 'WOOD' }, { code: 'size', in: [30, 31] })).toEqual(['甲']);
  expect(await named({ code: 'ceiling', equals: '100.5' })).toEqual(['甲']);
  expect(await named({ code: 'size', present: false })).toEqual(['丙']);
  expect(await named({ code: 'size', present: true })).toEqual(['乙', '甲']);
  expect(await named({ code: 'size', in: [] })).toEqual([]);
  for (const [asked, field] of [
    [{ code: 'colour', equals: 'red' }, 'filter.customFields[0].code'],
    [{ code: 'size', equals: 'many' }, 'filter.customFields[0].equals'],
    [{ code: 'floor', in: ['WOOD', 'MARBLE'] }, 'filter.customFields[0].in[1]'],
  ] as const)
    expect((await ask(asked)).errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

test('C13: among many, those with a value are found by its index', async () => {
  const { pool } = api.database;
  await pool.query(`insert into "Customer" (id, version, name, intent, tags, "customFields", "playbookId", stage,
      "stageEnteredAt", "cycleStartedAt", "createdAt", "updatedAt")
    select 'cus_many_' || n, 1, '客户' || n, 'UNKNOWN', '{}', case when n % 10 = 0 then jsonb_build_object('size', n) else '{}' end,
      (select id from "Playbook" limit 1), 'INITIAL_CONTACT', now(), now(), now() - n * interval '1 second', now()
    from generate_series(1, 20000) n`);
  await pool.query('analyze "Customer"');
  const asked = { filter: { customFields: [{ code: 'size', equals: '12000' }] }, fields: [aCustomField()] };
  const { sql: text, parameters } = customerList(api.database, MANAGER, asked).query.compile();
  const { rows } = await pool.query<Record<string, string>>(`explain ${text}`, [...parameters]);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Customer_customFields_idx');
  const found = await pool.query<{ id: string }>(text, [...parameters]);
  expect(found.rows.map(({ id }) => id)).toEqual(['cus_many_12000']);
});

test('C13: a saved list has a column for each own field, in words', async () => {
  const input = { list: 'CUSTOMERS', format: 'CSV', customerFilter: { tags: ['筛选'] } };
  const save = `mutation ($input: StartExportInput!) { startExport(input: $input) { file { url } } }`;
  const { data } = await api.gql<{ startExport: { file: { url: string } } }>(save, { input }, lin.token);
  const text = await (await fetch(new URL(data.startExport.file.url, api.url))).text();
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  expect(header).toMatch(/,人数,地面,房间,预算上限$/);
  const ofJia = lines.find((line) => line.includes('甲'));
  expect(ofJia).toMatch(/,30,木地板,"木地板,瓷砖",100\.5$/);
});
