import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log } from '../../commands/store/log.js';
import { anApi, type Api } from '../support/api.js';
import { aCustomField } from '../support/custom-fields.js';

let api: Api;
let sources: number;
beforeEach(async () => {
  api = await anApi();
  sources = 0;
});

const PHONE = '13800138000';
const ZHOU = { name: '周敏', phone: PHONE };

interface Source {
  readonly id: string;
  readonly key: string;
}

async function aSource(input: object = {}): Promise<Source> {
  const { data, errors } = await api.gql<{ createSource: { source: { id: string }; intakeKey: string } }>(
    'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } intakeKey } }',
    { input: { name: `来源 ${++sources}`, channel: 'WEBSITE', ...input } },
    api.admin,
  );
  if (errors) throw new Error(errors[0]?.message);
  return { id: data.createSource.source.id, key: data.createSource.intakeKey };
}

const change = async (mutation: 'updateSource' | 'rotateSourceKey', type: string, input: object, token = api.admin) =>
  api.gql<Record<string, { source: Record<string, unknown>; intakeKey: string | null }>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      source { name active quality allowedOrigins fieldMapping defaultTags } intakeKey } }`,
    { input },
    token,
  );
const updateSource = (input: object, token?: string) => change('updateSource', 'UpdateSourceInput', input, token);
const rotate = (sourceId: string, token?: string, idempotencyKey?: string) =>
  change('rotateSourceKey', 'SourceKeyInput', { sourceId, idempotencyKey }, token);

interface Taken {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function send(
  key: string,
  body: string | Buffer | URLSearchParams | FormData,
  headers: Record<string, string> = {},
): Promise<Taken> {
  const init = { method: 'POST', body, headers, redirect: 'manual' as const };
  const response = await fetch(`${api.url}/intake/${key}`, init);
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

const sendJson = (key: string, body: unknown, headers: Record<string, string> = {}) =>
  send(key, JSON.stringify(body), { 'content-type': 'application/json', ...headers });

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function rows<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const found = await api.database.pool.query(sql, values);
  return found.rows as Row[];
}
const countOf = async (table: string): Promise<number> =>
  (await rows<{ n: number }>(`select count(*)::int as n from "${table}"`))[0]!.n;
const onlyLead = async () => {
  const leads = await rows('select * from "Lead"');
  expect(leads).toHaveLength(1);
  return leads[0]!;
};

const problem = ({ status, body, headers }: Taken) => {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({
    title: expect.any(String),
    status,
    detail: expect.any(String),
    requestId: headers.get('x-request-id'),
  });
  return [status, String(body['type']).replace('urn:genjin:problem:', ''), body['field'] ?? null];
};

describe('a delivery', () => {
  test('as JSON makes a lead with its source, tags and the raw payload, and says no more than that', async () => {
    const { id, key } = await aSource({ defaultTags: ['官网'] });
    const given = {
      ...ZHOU,
      email: ' Zhou@Example.com',
      tags: ['展会'],
      productInterest: '地板',
      utm: { term: '实木' },
    };
    const { status, body } = await sendJson(key, given);
    expect([status, body]).toEqual([
      201,
      { accepted: true, reference: expect.stringMatching(/^tch_/), duplicate: false, standing: null },
    ]);
    expect(await onlyLead()).toMatchObject({
      name: '周敏',
      phone: '+8613800138000',
      email: 'zhou@example.com',
      productInterest: '地板',
      sourceId: id,
      channel: 'WEBSITE',
      tags: ['官网', '展会'],
    });
    expect(await rows('select id, payload from "Touch"')).toEqual([{ id: body['reference'], payload: given }]);
  });

  test.each([
    ['JSON with a charset', JSON.stringify(ZHOU), { 'content-type': 'application/json; charset=utf-8' }],
    ['JSON with a number for a phone', '{"name":"周敏","phone":13800138000}', { 'content-type': 'application/json' }],
    ['JSON with a byte order mark', `\ufeff${JSON.stringify(ZHOU)}`, { 'content-type': 'application/json' }],
    ['a form', new URLSearchParams(ZHOU), {}],
    [
      'a form in GBK, declared',
      Buffer.from(`name=\xd6\xdc\xc3\xf4&phone=${PHONE}`, 'latin1'),
      {
        'content-type': 'application/x-www-form-urlencoded; charset=GB2312',
      },
    ],
    ['a form in GBK, as browsers declare it', `_charset_=gbk&name=%D6%DC%C3%F4&phone=${PHONE}`, FORM],
    [
      'JSON in GBK, declared',
      Buffer.from(`{"name":"\xd6\xdc\xc3\xf4","phone":"${PHONE}"}`, 'latin1'),
      {
        'content-type': 'application/json; charset=gbk',
      },
    ],
  ])('as %s is read', async (_what, body, headers) => {
    const { key } = await aSource();
    expect((await send(key, body, headers as Record<string, string>)).status).toBe(201);
    expect(await onlyLead()).toMatchObject({ name: '周敏', phone: '+8613800138000' });
  });

  test('as a multipart form is read; a file input that was left empty is nothing', async () => {
    const { key } = await aSource();
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...ZHOU, message: '请回电\r\n谢谢' })) form.append(name, value);
    form.append('tags', 'a');
    form.append('tags', 'b');
    form.append('attachment', new Blob([]), '');
    expect((await send(key, form)).status).toBe(201);
    expect(await onlyLead()).toMatchObject({ name: '周敏', message: '请回电\r\n谢谢', tags: ['a', 'b'] });
  });

  test('of somebody known is a touch, and tells whether they are in a pool, owned or protected, never whose', async () => {
    const { key } = await aSource();
    await sendJson(key, ZHOU);
    const again = await sendJson(key, { ...ZHOU, message: '再问一次' });
    expect([again.status, again.body]).toEqual([
      200,
      {
        accepted: true,
        reference: expect.stringMatching(/^tch_/),
        duplicate: true,
        standing: { inPool: true, owned: false, protected: false },
      },
    ]);
    const create = 'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }';
    const sales = await api.person('SALES', await api.team('华东组'));
    await api.gql(create, { input: { name: '吴刚', phone: '13900139000' } }, sales.token);
    const owned = await sendJson(key, { phone: '139-0013-9000' });
    expect(owned.body['standing']).toEqual({ inPool: false, owned: true, protected: false });
    await rows('update "Customer" set protected = true');
    const isProtected = await sendJson(key, { phone: '139-0013-9000' });
    expect(isProtected.body['standing']).toEqual({ inPool: false, owned: true, protected: true });
    expect(await countOf('Lead')).toBe(1);
  });

  test('is read by the field mapping of its source, and complaints use its own names', async () => {
    const fieldMapping = { 姓名: 'name', 'contact.mobile': 'phone', tel: 'phone', name: 'company' };
    const { key } = await aSource({ fieldMapping });
    const taken = await sendJson(key, { 姓名: '周敏', contact: { mobile: PHONE }, name: '华美', extra: 1 });
    expect(taken.status).toBe(201);
    expect(await onlyLead()).toMatchObject({ name: '周敏', company: '华美', phone: '+8613800138000' });
    expect(problem(await sendJson(key, { 姓名: '吴刚', tel: '12' }))).toEqual([400, 'invalid-field', 'tel']);
  });

  test('C13: fills the organisation’s own fields, with their types checked; the lead’s follow to its customer', async () => {
    const customFields = [
      aCustomField(),
      aCustomField({ code: 'day', label: { 'zh-CN': '日期', en: 'Day' }, type: 'DATE' }),
    ];
    await api.gql(
      'mutation ($input: SettingsInput!) { updateSettings(input: $input) { cursor } }',
      { input: { customFields } },
      api.admin,
    );
    const { key } = await aSource({ fieldMapping: { 人数: 'customFields.size', 'visit.day': 'customFields.day' } });
    expect((await sendJson(key, { ...ZHOU, 人数: '1,200', visit: { day: '2026/3/5' } })).status).toBe(201);
    expect(await onlyLead()).toMatchObject({ customFields: { size: 1200, day: '2026-03-05' } });
    expect(problem(await sendJson(key, { ...ZHOU, 人数: '很多' }))).toEqual([400, 'invalid-field', '人数']);
    expect(problem(await sendJson(key, { ...ZHOU, customFields: { day: 'soon' } }))).toEqual([
      400,
      'invalid-field',
      'customFields.day',
    ]);
    const form = new URLSearchParams({
      name: '吴刚',
      phone: '13900139000',
      'customFields.size': '7',
      'customFields.colour': '红',
    });
    expect((await send(key, form)).status).toBe(201);
    const [wu] = await rows<{ customFields: object; payload: object }>(
      `select l."customFields", t.payload from "Lead" l join "Touch" t on t."leadId" = l.id where l.name = '吴刚'`,
    );
    expect(wu).toMatchObject({ customFields: { size: 7 }, payload: { 'customFields.colour': '红' } });
  });

  test('of more than 16 KiB is kept with its beginning and a marker', async () => {
    const { key } = await aSource();
    const long = '备注'.repeat(9_000);
    const { status } = await sendJson(key, { ...ZHOU, first: 'kept', long, later: 'gone' });
    expect(status).toBe(201);
    const [touch] = await rows<{ payload: Record<string, string>; size: number }>(
      'select payload, octet_length(payload::text) as size from "Touch"',
    );
    expect(touch!.payload).toMatchObject({ ...ZHOU, first: 'kept', _cutFromBytes: expect.any(Number) });
    expect(long.startsWith(touch!.payload['long']!.slice(0, -1))).toBe(true);
    expect(touch!.size).toBeLessThan(17 * 1024);
  });

  test('finds somebody by what the WeChat platform calls them, also once that came with another trace', async () => {
    const { key } = await aSource();
    await sendJson(key, ZHOU);
    await sendJson(key, { phone: PHONE, unionId: 'o6_bmasdasdsad6_2sgVt7hMZOPfL' });
    const known = await sendJson(key, {
      unionId: 'o6_bmasdasdsad6_2sgVt7hMZOPfL',
      wecomExternalUserId: 'wmqfasd1e1927831',
    });
    expect([known.body['duplicate'], await countOf('Lead'), await countOf('Touch')]).toEqual([true, 1, 3]);
    expect(problem(await sendJson(key, { unionId: 'no id' }))).toEqual([400, 'invalid-field', 'unionId']);
  });
});

describe('L4, L1: at the same time', () => {
  const SPELLINGS = [
    '138 0013 8000',
    '+86-138-0013-8000',
    '１３８００１３８０００',
    '(+86) 13800138000',
    '0086 138 0013 8000',
  ];

  test('50 deliveries of one phone in five spellings leave 1 lead and 50 touches', async () => {
    const { key } = await aSource();
    const phones = Array.from({ length: 50 }, (_, index) => SPELLINGS[index % SPELLINGS.length]!);
    const taken = await Promise.all(phones.map((phone) => sendJson(key, { name: '周敏', phone })));
    expect(taken.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(taken.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(new Set(taken.map(({ body }) => body['reference'])).size).toBe(50);
    expect([await countOf('Lead'), await countOf('Touch')]).toEqual([1, 50]);
  });

  test('10 replays of one Idempotency-Key leave one lead, one touch and one answer', async () => {
    const { key } = await aSource();
    const replay = () => sendJson(key, ZHOU, { 'idempotency-key': 'form-1' });
    const taken = await Promise.all(Array.from({ length: 10 }, replay));
    expect(taken.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(taken.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect([await countOf('Lead'), await countOf('Touch')]).toEqual([1, 1]);
  });

  test('10 replays of one external id leave one lead, one touch and one answer', async () => {
    const { key } = await aSource();
    const taken = await Promise.all(Array.from({ length: 10 }, () => sendJson(key, { ...ZHOU, externalId: 'row 7' })));
    expect(taken.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(taken.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect([await countOf('Lead'), await countOf('Touch')]).toEqual([1, 1]);
  });
});

test('a replay of a known person gets the first answer, and another body with the same key is refused', async () => {
  const { key } = await aSource();
  await sendJson(key, ZHOU);
  for (const [body, headers] of [
    [ZHOU, { 'idempotency-key': 'k' }],
    [{ ...ZHOU, externalId: '8' }, {}],
  ] as const) {
    const first = await sendJson(key, body, headers);
    expect(first.body['duplicate']).toBe(true);
    expect((await sendJson(key, body, headers)).body).toEqual(first.body);
  }
  const other = await sendJson(key, { ...ZHOU, name: '周小姐' }, { 'idempotency-key': 'k' });
  expect(problem(other)).toEqual([409, 'idempotency-key-reused', null]);
  expect(await countOf('Touch')).toBe(3);
  const anotherSource = await aSource();
  expect((await sendJson(anotherSource.key, ZHOU, { 'idempotency-key': 'k' })).status).toBe(200);
  expect(await countOf('Touch')).toBe(4);
});

describe('a bad delivery is refused with a problem', () => {
  test.each([
    ['a phone that is none', { ...ZHOU, phone: '123' }, 'phone'],
    ['an e-mail that is none', { ...ZHOU, email: 'a@b@c' }, 'email'],
    ['a name that is too long', { name: 'x'.repeat(101) }, 'name'],
    ['a list for a name', { ...ZHOU, name: ['a', 'b'] }, 'name'],
    ['tags that are none', { ...ZHOU, tags: { a: 1 } }, 'tags'],
    ['a character that can not be stored', { ...ZHOU, company: 'a\0b' }, 'company'],
    ['nothing at all', { colour: 'red' }, 'name'],
  ])('with %s, on the field', async (_what, body, field) => {
    const { key } = await aSource();
    expect(problem(await sendJson(key, body))).toEqual([400, 'invalid-field', field]);
    expect(await countOf('Touch')).toBe(0);
  });

  const JSON_TYPE = { 'content-type': 'application/json' };
  const multipart = (part: string) =>
    [`--b\r\n${part}\r\n--b--\r\n`, { 'content-type': 'multipart/form-data; boundary=b' }] as const;
  test.each([
    ['no JSON', '{"name":', JSON_TYPE, 400, 'unreadable-body'],
    ['a list', '[1]', JSON_TYPE, 400, 'unreadable-body'],
    ['nothing', '', JSON_TYPE, 400, 'unreadable-body'],
    ['JSON that nests too deep', `{"a":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, JSON_TYPE, 400, 'unreadable-body'],
    ['JSON that is no UTF-8', Buffer.from('{"name":"\xd6\xdc"}', 'latin1'), JSON_TYPE, 400, 'bad-encoding'],
    ['a form that is no UTF-8', 'name=%D6%DC', FORM, 400, 'bad-encoding'],
    [
      'a multipart form that is no UTF-8',
      ...(multipart('Content-Disposition: form-data; name="name"\r\n\r\n%').map((it) =>
        typeof it === 'string' ? Buffer.from(it.replace('%', '\xd6\xdc'), 'latin1') : it,
      ) as [Buffer, object]),
      400,
      'bad-encoding',
    ],
    [
      'a charset that nobody knows',
      '{}',
      { 'content-type': 'application/json; charset=klingon' },
      415,
      'unsupported-type',
    ],
    [
      'a charset that is not supported',
      '{}',
      { 'content-type': 'application/json; charset=shift_jis' },
      415,
      'unsupported-type',
    ],
    ['a type that is not supported', '<lead/>', { 'content-type': 'text/xml' }, 415, 'unsupported-type'],
    ['a type that is none', 'x', { 'content-type': 'nonsense' }, 415, 'unsupported-type'],
    [
      'a compressed body',
      gzipSync('{"name":"a"}'),
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      415,
      'unsupported-type',
    ],
    [
      'a multipart form that ends too early',
      '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nZhou',
      {
        'content-type': 'multipart/form-data; boundary=b',
      },
      400,
      'unreadable-body',
    ],
    ['a multipart form without a boundary', 'x', { 'content-type': 'multipart/form-data' }, 400, 'unreadable-body'],
    [
      'a file',
      ...multipart(
        'Content-Disposition: form-data; name="cv"; filename="cv.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF',
      ),
      400,
      'file-not-accepted',
    ],
    [
      'an Idempotency-Key that is too long',
      '{"name":"a"}',
      { ...JSON_TYPE, 'idempotency-key': 'k'.repeat(256) },
      400,
      'invalid-field',
    ],
  ])('%s', async (_what, body, headers, status, kind) => {
    const { key } = await aSource();
    const taken = await send(key, body, headers as Record<string, string>);
    expect(problem(taken).slice(0, 2)).toEqual([status, kind]);
    expect(await countOf('Touch')).toBe(0);
  });

  test('and the key is looked at before the size, the size before the type', async () => {
    const { key } = await aSource();
    const tooLarge = 'x'.repeat(64 * 1024 + 1);
    const type = { 'content-type': 'text/xml' };
    expect(problem(await send('ik_unknown', tooLarge, type))).toEqual([401, 'unknown-key', null]);
    expect(problem(await send(key, tooLarge, type))).toEqual([413, 'body-too-large', null]);
    const full = JSON.stringify({ name: 'a', note: '' });
    const exactly = full.replace('""', `"${'x'.repeat(64 * 1024 - full.length)}"`);
    expect((await send(key, exactly, JSON_TYPE)).status).toBe(201);
  });

  test('also when its size is not announced', async () => {
    const { key } = await aSource();
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(`${api.url}/intake/${key}`, { method: 'POST', headers: JSON_TYPE }, (response) => {
        resolve(response.statusCode);
        response.resume();
      });
      sent.on('error', reject);
      for (let kib = 0; kib < 65; kib++) sent.write('x'.repeat(1024));
      sent.end();
    });
    expect(status).toBe(413);
  });

  test('in the language that its sender reads', async () => {
    const { key } = await aSource();
    const inChinese = await sendJson(key, { phone: '1' });
    const inEnglish = await sendJson(key, { phone: '1' }, { 'accept-language': 'en-GB, zh;q=0.5' });
    expect(inChinese.body).toMatchObject({ title: '字段无效', detail: '不是有效的电话号码' });
    expect(inEnglish.body).toMatchObject({ title: 'A field is not valid', detail: 'Not a valid phone number' });
    expect(inEnglish.headers.get('content-language')).toBe('en');
  });

  test('where another method or path is tried', async () => {
    const { key } = await aSource();
    const get = await fetch(`${api.url}/intake/${key}`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    expect((await fetch(`${api.url}/intake/${key}/more`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a key', () => {
  test('is replaced at once by rotateSourceKey, which shows the new one only once', async () => {
    const { id, key } = await aSource();
    const { data } = await rotate(id, api.admin, 'rotate-1');
    const newKey = data['rotateSourceKey']!.intakeKey!;
    expect(newKey).toMatch(/^ik_/);
    expect((await sendJson(key, ZHOU)).status).toBe(401);
    expect((await sendJson(newKey, ZHOU)).status).toBe(201);
    expect((await rotate(id, api.admin, 'rotate-1')).data['rotateSourceKey']!.intakeKey).toBeNull();
    expect((await sendJson(newKey, ZHOU)).status).toBe(200);
  });

  test('of a source that is switched off is refused like one that there is not', async () => {
    const { id, key } = await aSource();
    expect((await updateSource({ sourceId: id, active: false })).data['updateSource']!.source['active']).toBe(false);
    const refused = await sendJson(key, ZHOU);
    const unknown = await sendJson(`ik_${'a'.repeat(32)}`, ZHOU);
    expect(problem(refused)).toEqual([401, 'unknown-key', null]);
    expect({ ...refused.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    await updateSource({ sourceId: id, active: true });
    expect((await sendJson(key, ZHOU)).status).toBe(201);
  });

  test('stands in no log, whatever goes wrong', async () => {
    const logged: unknown[] = [];
    const write = (details: object, text: string) =>
      void logged.push(text, details, ...Object.values(details).map(String));
    const log: Log = { info: write, warn: write, error: write };
    api = await anApi({ log });
    const { key } = await aSource();
    const canary = `ik_canary${'0'.repeat(24)}`;
    await sendJson(canary, ZHOU);
    await send(key, '{', { 'content-type': 'application/json' });
    await sendJson(key, { phone: '1' });
    await rows('alter table "Touch" rename to "Gone"');
    const failed = await sendJson(key, { ...ZHOU, name: 'secret name' });
    await rows('alter table "Gone" rename to "Touch"');
    expect(problem(failed)).toEqual([500, 'fault', null]);
    const text = JSON.stringify(logged, (_, value: unknown) =>
      value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value,
    );
    expect(text).toContain('a request failed');
    expect(
      [canary, key].filter((secret) => text.includes(secret) || JSON.stringify(failed.body).includes(secret)),
    ).toEqual([]);
  });
});

describe('updateSource and rotateSourceKey', () => {
  test('are for administrators, and for sources that there are', async () => {
    const { id } = await aSource();
    const manager = await api.person('MANAGER');
    expect((await updateSource({ sourceId: id, name: 'x' }, manager.token)).code).toBe('FORBIDDEN');
    expect((await rotate(id, manager.token)).code).toBe('FORBIDDEN');
    expect((await updateSource({ sourceId: 'src_none', name: 'x' })).code).toBe('NOT_FOUND');
    expect((await rotate('src_none')).code).toBe('NOT_FOUND');
  });

  test('updateSource changes what is given, and null means the default', async () => {
    const { id } = await aSource({ quality: 5, defaultTags: ['a'], allowedOrigins: ['https://a.example'] });
    const changed = await updateSource({ sourceId: id, name: '新官网', fieldMapping: { tel: 'phone' }, quality: null });
    expect(changed.data['updateSource']!.source).toEqual({
      name: '新官网',
      active: true,
      quality: 3,
      allowedOrigins: ['https://a.example'],
      fieldMapping: { tel: 'phone' },
      defaultTags: ['a'],
    });
    const cleared = await updateSource({ sourceId: id, fieldMapping: null, allowedOrigins: null, defaultTags: [] });
    expect(cleared.data['updateSource']!.source).toMatchObject({
      fieldMapping: null,
      allowedOrigins: [],
      defaultTags: [],
    });
  });

  test.each([
    ['an origin with a path', { allowedOrigins: ['https://a.example/'] }, 'allowedOrigins.0'],
    ['an origin without a scheme', { allowedOrigins: ['*', 'a.example'] }, 'allowedOrigins.1'],
    ['a mapping to a field that there is not', { fieldMapping: { tel: 'telephone' } }, 'fieldMapping.tel'],
    ['a quality above 5', { quality: 6 }, 'quality'],
    ['a blank name', { name: ' ' }, 'name'],
    ['no word on whether it is active', { active: null }, 'active'],
  ])('%s is BAD_USER_INPUT', async (_what, input, field) => {
    const { id } = await aSource();
    const { code, errors } = await updateSource({ sourceId: id, ...input });
    expect([code, errors?.[0]?.extensions?.['field']]).toEqual(['BAD_USER_INPUT', field]);
  });

  test('a name that another source has is BAD_USER_INPUT', async () => {
    await aSource({ name: '官网' });
    const { id } = await aSource();
    expect((await updateSource({ sourceId: id, name: '官网' })).code).toBe('BAD_USER_INPUT');
  });
});

describe('pages of other origins', () => {
  const SHOP = 'https://shop.example';
  const preflight = (key: string, origin: string) =>
    fetch(`${api.url}/intake/${key}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const cors = ({ headers }: { headers: Headers }) =>
    [...headers].filter(([name]) => name.startsWith('access-control-')).map(([name, value]) => `${name}: ${value}`);

  test('that are allowed may deliver and read the answer, also a refusal, without credentials', async () => {
    const { key } = await aSource({ allowedOrigins: [SHOP] });
    const asked = await preflight(key, SHOP);
    expect(asked.status).toBe(204);
    expect(cors(asked)).toEqual([
      'access-control-allow-headers: content-type, idempotency-key, x-request-id',
      'access-control-allow-methods: POST',
      `access-control-allow-origin: ${SHOP}`,
      'access-control-expose-headers: retry-after, x-request-id',
      'access-control-max-age: 600',
    ]);
    const taken = await sendJson(key, ZHOU, { origin: SHOP });
    expect([taken.status, taken.headers.get('access-control-allow-origin')]).toEqual([201, SHOP]);
    const refused = await sendJson(key, { phone: '1' }, { origin: SHOP });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, SHOP]);
    expect(taken.headers.get('vary')).toBe('origin');
    expect((await sendJson(key, ZHOU)).status).toBe(200);
  });

  test('that are not allowed are refused, and a preflight tells no more than for a key that there is not', async () => {
    const { key } = await aSource({ allowedOrigins: [SHOP] });
    for (const origin of ['https://evil.example', 'https://shop.example.evil.example', 'http://shop.example', 'null']) {
      const refused = await sendJson(key, ZHOU, { origin });
      expect(problem(refused)).toEqual([403, 'origin-not-allowed', null]);
      expect(cors(refused)).toEqual([]);
    }
    const answers = await Promise.all([preflight(key, 'https://evil.example'), preflight('ik_none', SHOP)]);
    const told = answers.map(({ status, headers }) => [
      status,
      [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name)),
    ]);
    expect(told[0]).toEqual(told[1]);
    expect(cors(await sendJson('ik_none', ZHOU, { origin: SHOP }))).toEqual([]);
  });

  test.each([[[]], [['*']]])('with %j any may deliver', async (allowedOrigins) => {
    const { key } = await aSource({ allowedOrigins });
    expect(cors(await preflight(key, SHOP))).toContain('access-control-allow-origin: *');
    const taken = await sendJson(key, ZHOU, { origin: SHOP });
    expect([taken.status, taken.headers.get('access-control-allow-origin')]).toEqual([201, '*']);
  });

  test.each([
    ['to a listed origin', 'https://shop.example/thanks?a=1', 'https://shop.example/thanks?a=1'],
    ['to a path of its own page', '/thanks', 'https://shop.example/thanks'],
    ['never elsewhere', 'https://evil.example/', null],
    ['never to a script', 'javascript:alert(1)', null],
    ['never to a look-alike', '//evil.example/thanks', null],
    ['never to a listed host over another scheme', 'http://shop.example/thanks', null],
  ])('a form without scripts is taken on %s', async (_what, redirect, location) => {
    const { key } = await aSource({ allowedOrigins: [SHOP] });
    const form = new URLSearchParams({ ...ZHOU, _redirect: redirect });
    const taken = await send(key, form, { origin: SHOP });
    expect([taken.status, taken.headers.get('location')]).toEqual(location === null ? [201, null] : [303, location]);
    const [touch] = await rows<{ payload: object }>('select payload from "Touch"');
    expect(touch!.payload).toEqual(ZHOU);
  });

  test('a source that is open to all takes a form back to its own page only', async () => {
    const { key } = await aSource();
    const to = async (redirect: string, origin?: string) =>
      (await send(key, new URLSearchParams({ ...ZHOU, _redirect: redirect }), origin ? { origin } : {})).headers.get(
        'location',
      );
    expect(await to('https://shop.example/thanks', SHOP)).toBe('https://shop.example/thanks');
    expect(await to('https://evil.example/', SHOP)).toBeNull();
    expect(await to('https://shop.example/thanks')).toBeNull();
  });

  test('a form that is not accepted is told why instead of being taken on', async () => {
    const { key } = await aSource({ allowedOrigins: [SHOP] });
    const form = new URLSearchParams({ phone: '1', _redirect: `${SHOP}/thanks` });
    expect(problem(await send(key, form, { origin: SHOP }))).toEqual([400, 'invalid-field', 'phone']);
  });
});

test('more than a burst of one key gets 429 with Retry-After, and other keys go on', async () => {
  api = await anApi({ intake: { burst: 3, perSecond: 1 } });
  const [one, other] = [await aSource(), await aSource()];
  const taken = await Promise.all(Array.from({ length: 6 }, () => sendJson(one.key, ZHOU)));
  const limited = taken.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThanOrEqual(2);
  expect(problem(limited[0]!)).toEqual([429, 'rate-limited', null]);
  expect(Number(limited[0]!.headers.get('retry-after'))).toBe(1);
  expect((await sendJson(other.key, ZHOU)).status).toBe(200);
});

describe('GET /intake/schema.json', () => {
  test('is a JSON Schema that says yes and no as the intake does', async () => {
    const response = await fetch(`${api.url}/intake/schema.json`);
    expect(response.headers.get('content-type')).toMatch(/^application\/schema\+json/);
    const accepts = new Ajv2020({ allowUnionTypes: true }).compile((await response.json()) as object);
    const { key } = await aSource();
    for (const body of [
      ZHOU,
      { name: '周敏', phone: 13800138000, tags: 'a, b', anything: [1] },
      { company: '华美', message: null },
      { name: 'x'.repeat(101) },
      { name: ['周敏'] },
      { message: '你好' },
      { name: '周敏', tags: [1] },
      [],
    ]) {
      const taken = (await sendJson(key, body)).status < 300;
      expect([body, accepts(body)]).toEqual([body, taken]);
    }
  });
});

describe('customerByIdentity', () => {
  test('finds a customer by any spelling of any identity, and only for those who may see them', async () => {
    const teamId = await api.team('华东组');
    const [lin, wang] = [await api.person('SALES', teamId), await api.person('SALES', teamId)];
    const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(
      'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }',
      { input: { name: '周敏', phone: PHONE, email: 'zhou@example.com' } },
      lin.token,
    );
    const { id } = data.createCustomer.customer;
    const find = async (input: object, token = lin.token) => {
      const answer = await api.gql<{ customerByIdentity: { id: string } | null }>(
        'query ($input: IdentityInput!) { customerByIdentity(input: $input) { id } }',
        { input },
        token,
      );
      return answer.code ?? answer.data.customerByIdentity?.id ?? null;
    };
    expect(await find({ phone: '+86 138-0013-8000' })).toBe(id);
    expect(await find({ phone: '13900139000', email: 'ZHOU@example.com' })).toBe(id);
    expect(await find({ phone: PHONE }, wang.token)).toBeNull();
    expect(await find({ phone: PHONE }, api.admin)).toBe(id);
    expect(await find({ wechat: 'nobody_here' })).toBeNull();
    expect(await find({})).toBeNull();
    expect(await find({ phone: '12' })).toBe('BAD_USER_INPUT');
    const { key } = await aSource();
    await sendJson(key, { phone: PHONE, unionId: 'o6_bmasdasdsad6_2sgVt7hMZOPfL' });
    const update = 'mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { customer { phone } } }';
    const [{ version }] = (await rows<{ version: number }>('select version from "Customer"')) as [{ version: number }];
    await api.gql(update, { input: { customerId: id, version, phone: '13700137000' } }, lin.token);
    expect(await find({ phone: PHONE })).toBeNull();
    expect(await find({ unionId: 'o6_bmasdasdsad6_2sgVt7hMZOPfL' })).toBe(id);
  });

  test('finds by the id of WeCom whoever was created with it, or linked to it later, and nobody twice', async () => {
    const lin = await api.person('SALES', await api.team('华北组'));
    const find = async (wecomExternalUserId: string) => {
      const { data } = await api.gql<{ customerByIdentity: { id: string; version: number } | null }>(
        'query ($input: IdentityInput!) { customerByIdentity(input: $input) { id version } }',
        { input: { wecomExternalUserId } },
        lin.token,
      );
      return data.customerByIdentity;
    };
    const create = `mutation ($input: CreateCustomerInput!) {
      createCustomer(input: $input) { customer { id version } refusal { code } }
    }`;
    const created = async (input: object) =>
      (
        await api.gql<{ createCustomer: { customer: { id: string; version: number }; refusal: object } }>(
          create,
          { input },
          lin.token,
        )
      ).data.createCustomer;
    const { customer: born } = await created({ name: '钱', phone: '13800138101', wecomExternalUserId: 'wmBorn00001' });
    expect((await find('wmBorn00001'))?.id).toBe(born.id);
    expect(await created({ name: '钱', phone: '13800138102', wecomExternalUserId: 'wmBorn00001' })).toMatchObject({
      refusal: { code: 'DUPLICATE' },
    });

    const { customer: linked } = await created({ name: '孙', phone: '13800138103' });
    const link = `mutation ($input: UpdateCustomerInput!) {
      updateCustomer(input: $input) { customer { timeline(first: 1) { nodes { type data } } } refusal { code } }
    }`;
    const asked = (wecomExternalUserId: string) => ({
      input: { customerId: linked.id, version: linked.version, wecomExternalUserId },
    });
    expect((await api.gql(link, asked('wmBorn00001'), lin.token)).data).toMatchObject({
      updateCustomer: { refusal: { code: 'DUPLICATE' } },
    });
    expect((await api.gql(link, asked('wmLinked001'), lin.token)).data).toMatchObject({
      updateCustomer: {
        customer: { timeline: { nodes: [{ type: 'CUSTOMER_CHANGED', data: { wecomExternalUserId: 'wmLinked001' } }] } },
      },
    });
    const once = await find('wmLinked001');
    expect(once?.id).toBe(linked.id);

    const input = { customerId: linked.id, version: once!.version, wecomExternalUserId: 'wmLinked001' };
    const events = () => rows(`select tx, ordinal from "Event" where "customerId" = '${linked.id}'`);
    const before = await events();
    expect((await api.gql(link, { input }, lin.token)).data).toMatchObject({ updateCustomer: { refusal: null } });
    expect([await events(), await find('wmLinked001')]).toEqual([before, once]);
  });
});

test('leadByIdentity finds a lead, and only for those who may see it', async () => {
  const { key } = await aSource();
  await sendJson(key, { name: '赵', phone: '13800138109', wecomExternalUserId: 'wmLead00001' });
  const [lead] = await rows<{ id: string }>(`select id from "Lead" where phone = '+8613800138109'`);
  const find = async (token: string, input: object) =>
    (await api.gql<object>('query ($input: IdentityInput!) { leadByIdentity(input: $input) { id } }', { input }, token))
      .data;
  const stranger = await api.person('SALES', await api.team('西北组'));
  expect(await find(api.admin, { wecomExternalUserId: 'wmLead00001' })).toEqual({ leadByIdentity: lead });
  expect(await find(api.admin, { wecomExternalUserId: 'wmNobody001' })).toEqual({ leadByIdentity: null });
  await api.database.pool.query(`update "Lead" set "ownerId" = $1, "poolId" = null`, [stranger.id]);
  const other = await api.person('SALES', await api.team('东北组'));
  expect(await find(stranger.token, { phone: '138 0013 8109' })).toEqual({ leadByIdentity: lead });
  expect(await find(other.token, { phone: '138 0013 8109' })).toEqual({ leadByIdentity: null });
});
