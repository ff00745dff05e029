import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../../../commands/store/log.js';
import { anApi, type Api } from '../../support/api.js';
import { FakeWechat, type FakeApp } from '../../support/wechat.js';

const APP: FakeApp = { appId: 'wx0123456789abcdef', secret: '0123456789abcdef0123456789abcdef' };
const KEYS = { appId: APP.appId, appSecret: APP.secret };
const PHONE = '13800138000';
const OPENID = 'oABCD0123456789abcdefghijklm';
const UNIONID = 'oUNION0123456789abcdefghijkl';
const PHONE_PATH = '/wxa/business/getuserphonenumber';
const LOGIN_PATH = '/sns/jscode2session';
const TOKEN_PATH = '/cgi-bin/stable_token';

let wechat: FakeWechat;
let api: Api;
let logged: string;
let sourceId: string;
let key: string;
beforeEach(async () => {
  wechat = new FakeWechat();
  wechat.register(APP);
  logged = '';
  const write = (...said: unknown[]) => void (logged += JSON.stringify(said));
  const log: Log = { info: write, warn: write, error: write };
  api = await anApi({ log, wechat: { url: await wechat.start(), timeoutMs: 400 } });
  const { data } = await create({});
  sourceId = data['createSource']!.source.id;
  key = data['createSource']!.intakeKey!;
});
afterEach(() => wechat.stop());

interface SourceAnswer {
  readonly source: { readonly id: string };
  readonly intakeKey: string | null;
}

const change = (mutation: string, type: string, input: object) =>
  api.gql<Record<string, SourceAnswer>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { source { id } intakeKey } }`,
    { input },
    api.admin,
  );
const create = (over: object) =>
  change('createSource', 'CreateSourceInput', {
    name: '小程序',
    channel: 'MINI_PROGRAM',
    kind: 'MINI_PROGRAM',
    wechat: KEYS,
    ...over,
  });

interface Taken {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, unknown>;
}

async function send(body: object, idempotencyKey?: string): Promise<Taken> {
  const response = await fetch(`${api.url}/intake/${key}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: (await response.json()) as Record<string, unknown>,
  };
}

async function rows<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await api.database.pool.query(sql, values)).rows as Row[];
}
const leads = () => rows('select name, phone from "Lead" order by id');
const touches = async () => (await rows<{ n: number }>('select count(*)::int n from "Touch"'))[0]!.n;
const identities = () => rows('select kind, value from "Identity" order by kind');
const phoneCode = (phone = PHONE, countryCode?: string) => wechat.phoneCode(APP, phone, countryCode);
const loginCode = (openId = OPENID, unionId: string | undefined = UNIONID) => wechat.loginCode(APP, openId, unionId);

describe('L1: a mini-program', () => {
  test('hands codes over, and the lead has phone, openid and unionid as WeChat vouches for them', async () => {
    const body = {
      name: '周敏',
      phone: '139',
      unionId: 'oSOMEBODYELSE',
      phoneCode: phoneCode(),
      loginCode: loginCode(),
    };
    const { status, body: answer } = await send({ ...body, phone: '13900139000', page: '/floors' });
    expect([status, answer['accepted'], answer['unresolved']]).toEqual([201, true, undefined]);
    expect(await leads()).toEqual([{ name: '周敏', phone: '+8613800138000' }]);
    expect(await identities()).toEqual([
      { kind: 'OPENID', value: `${APP.appId}:${OPENID}` },
      { kind: 'PHONE', value: '+8613800138000' },
      { kind: 'UNIONID', value: UNIONID },
    ]);
    const [touch] = await rows<{ payload: object }>('select payload from "Touch"');
    expect(touch!.payload).toEqual({
      name: '周敏',
      phone: '13900139000',
      unionId: 'oSOMEBODYELSE',
      page: '/floors',
    });
  });

  test('a number of another country keeps its country', async () => {
    await send({ phoneCode: phoneCode('62345678', '852') });
    expect(await leads()).toEqual([{ name: '+85262345678', phone: '+85262345678' }]);
  });

  test('a login alone makes a lead with a name to tell them by, which gives way to their own', async () => {
    expect((await send({ loginCode: loginCode() })).status).toBe(201);
    expect(await leads()).toEqual([{ name: `微信用户 ${OPENID.slice(-6)}`, phone: null }]);
    const { status, body } = await send({ name: '周敏', loginCode: loginCode(), phoneCode: phoneCode() });
    expect([status, body['duplicate']]).toEqual([200, true]);
    expect(await leads()).toEqual([{ name: '周敏', phone: '+8613800138000' }]);
    expect((await identities()).map(({ kind }) => kind)).toEqual(['OPENID', 'PHONE', 'UNIONID']);
  });

  test('a number that somebody else has stays theirs', async () => {
    await send({ name: '王先生', phoneCode: phoneCode() });
    await send({ loginCode: loginCode() });
    await send({ loginCode: loginCode(), phone: PHONE });
    const found = await rows('select name, phone from "Lead" where phone is not null');
    expect(found).toEqual([{ name: '王先生', phone: '+8613800138000' }]);
    expect(await touches()).toBe(3);
  });

  test('one person of two apps is one lead by unionid', async () => {
    await send({ loginCode: loginCode() });
    const other: FakeApp = { appId: 'wxfedcba9876543210', secret: APP.secret };
    wechat.register(other);
    const made = await create({ name: '另一个', wechat: { appId: other.appId, appSecret: other.secret } });
    key = made.data['createSource']!.intakeKey!;
    await send({ loginCode: wechat.loginCode(other, 'oOTHER0123456789', UNIONID) });
    expect(await leads()).toHaveLength(1);
    expect((await identities()).map(({ kind }) => kind)).toEqual(['OPENID', 'OPENID', 'UNIONID']);
  });

  test('one token serves many', async () => {
    for (const phone of ['13800138001', '13800138002', '13800138003']) await send({ phoneCode: phoneCode(phone) });
    expect([wechat.callsOf(TOKEN_PATH), wechat.callsOf(PHONE_PATH)]).toEqual([1, 3]);
  });
});

describe('L1: a code is good once', () => {
  test('the same delivery again, one after the other and at once, gets the first answer and makes nothing', async () => {
    const body = { name: '周敏', phoneCode: phoneCode(), loginCode: loginCode() };
    const first = await Promise.all(Array.from({ length: 6 }, () => send(body)));
    const again = await send(body);
    expect(new Set([...first, again].map(({ body: { reference } }) => reference)).size).toBe(1);
    expect([...first, again].every(({ status }) => status < 300)).toBe(true);
    expect([(await leads()).length, await touches()]).toEqual([1, 1]);
    expect([wechat.callsOf(PHONE_PATH), wechat.callsOf(LOGIN_PATH)]).toEqual([1, 1]);
  });

  test('with an Idempotency-Key as well', async () => {
    const body = { phoneCode: phoneCode() };
    const [first, again] = [await send(body, 'k-1'), await send(body, 'k-1')];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect((await send({ phoneCode: phoneCode('13800138001') }, 'k-1')).status).toBe(409);
  });

  test('what it stood for is kept sealed, for a day', async () => {
    await send({ phoneCode: phoneCode() });
    const [kept] = await rows<{ answer: string; codeHash: string }>('select * from "WechatExchange"');
    expect(JSON.stringify(kept)).not.toContain(PHONE);
    await rows(`update "WechatExchange" set at = at - interval '25 hours'`);
    const { cleanUp } = await import('../../../commands/clean-up.js');
    await api.run(cleanUp, {}, { by: null });
    expect(await rows('select 1 from "WechatExchange"')).toEqual([]);
  });

  test.each([
    ['a code that never was', () => 'f'.repeat(32)],
    ['a code of another app', () => wechat.phoneCode({ appId: 'wxfedcba9876543210', secret: '' }, PHONE)],
  ])('%s is told by its field, and nothing is written', async (_, code) => {
    const { status, body } = await send({ name: '周敏', phoneCode: code() });
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:genjin:problem:invalid-field', field: 'phoneCode' });
    expect(await touches()).toBe(0);
  });

  test('the other code of that delivery isn’t lost with it', async () => {
    const code = phoneCode();
    const { status, body } = await send({ phoneCode: code, loginCode: 'x'.repeat(32) });
    expect([status, body['field']]).toEqual([400, 'loginCode']);
    expect((await send({ phoneCode: code, loginCode: loginCode() })).status).toBe(201);
    expect(await leads()).toMatchObject([{ phone: '+8613800138000' }]);
  });

  test.each([{ phoneCode: 7 }, { phoneCode: 'a b' }, { loginCode: ['a'] }, { loginCode: 'a'.repeat(513) }])(
    '%j is no code',
    async (codes) => {
      const { status, body } = await send({ name: '周敏', ...codes });
      expect([status, body['field']]).toEqual([400, Object.keys(codes)[0]]);
      expect(wechat.calls).toEqual([]);
    },
  );
});

describe('L1: WeChat fails', () => {
  test.each([40001, 42001])('%i: the token is replaced once, and nobody notices', async (errcode) => {
    await send({ phoneCode: phoneCode('13800138001') });
    wechat.spoil(PHONE_PATH, errcode);
    expect((await send({ phoneCode: phoneCode() })).status).toBe(201);
    expect(wechat.callsOf(TOKEN_PATH)).toBe(3);
  });

  test('a token that was revoked is replaced without force', async () => {
    await send({ phoneCode: phoneCode('13800138001') });
    wechat.revokeToken(APP);
    expect((await send({ phoneCode: phoneCode() })).status).toBe(201);
    expect(wechat.callsOf(TOKEN_PATH)).toBe(2);
  });

  test('-1: it is asked again, three times in all', async () => {
    wechat.spoil(PHONE_PATH, -1, -1);
    expect((await send({ phoneCode: phoneCode() })).status).toBe(201);
    expect(await leads()).toMatchObject([{ phone: '+8613800138000' }]);
  });

  test.each<[string, Parameters<FakeWechat['spoil']>[1][]]>([
    ['busy for good', [-1, -1, -1]],
    ['asked too often', [45011]],
    ['silent', ['HANG']],
    ['cut off', ['RESET']],
    ['a proxy’s page', ['HTML']],
    ['silent after it took the code', ['HANG_AFTER']],
  ])('%s: whoever said who they are is taken in without, and the answer says what is open', async (_, faults) => {
    wechat.spoil(PHONE_PATH, ...faults);
    const { status, body } = await send({
      name: '周敏',
      message: '请报价',
      phoneCode: phoneCode(),
      loginCode: loginCode(),
    });
    expect([status, body['unresolved']]).toEqual([201, ['phoneCode']]);
    expect(await rows('select name, phone, message from "Lead"')).toEqual([
      { name: '周敏', phone: null, message: '请报价' },
    ]);
    expect((await identities()).map(({ kind }) => kind)).toEqual(['OPENID', 'UNIONID']);
    expect((await send({ name: '周敏', phoneCode: phoneCode(), loginCode: loginCode() })).status).toBe(200);
    expect(await leads()).toEqual([{ name: '周敏', phone: '+8613800138000' }]);
  });

  test('whoever said nothing else is asked to come again, with the same code', async () => {
    wechat.spoil(PHONE_PATH, 'RESET');
    const body = { phoneCode: phoneCode() };
    const { status, retryAfter, body: problem } = await send(body, 'k-1');
    expect([status, retryAfter, problem['type']]).toEqual([503, '10', 'urn:genjin:problem:unavailable']);
    expect((await send(body, 'k-1')).status).toBe(201);
  });

  test('a wrong secret costs nobody their enquiry, and an operator reads of it, without any secret', async () => {
    await change('updateSource', 'UpdateSourceInput', { sourceId, wechat: { ...KEYS, appSecret: 'f'.repeat(32) } });
    const { status, body } = await send({ name: '周敏', phoneCode: phoneCode(), loginCode: loginCode() });
    expect([status, body['unresolved']]).toEqual([201, ['phoneCode', 'loginCode']]);
    expect(logged).toContain('40125');
    for (const secret of ['f'.repeat(32), PHONE, APP.secret]) expect(logged).not.toContain(secret);
    await change('updateSource', 'UpdateSourceInput', { sourceId, wechat: KEYS });
    await send({ name: '钱多', phoneCode: phoneCode() });
    expect(await leads()).toContainEqual({ name: '钱多', phone: '+8613800138000' });
  });
});

describe('L1: the keys of an app', () => {
  test.each([
    ['wechat', { wechat: undefined }],
    ['wechat', { kind: 'INTAKE' }],
    ['wecom', { kind: 'WECOM', wechat: undefined }],
    ['wechat', { kind: 'WECOM' }],
    ['wechat.appId', { wechat: { ...KEYS, appId: 'wx123' } }],
    ['wechat.appSecret', { wechat: { ...KEYS, appSecret: 'secret' } }],
    ['wechat.token', { kind: 'OFFICIAL_ACCOUNT' }],
    ['wechat.token', { wechat: { ...KEYS, token: '令牌' } }],
    ['wechat.token', { wechat: { ...KEYS, encodingAesKey: 'a'.repeat(43) } }],
    ['wechat.encodingAesKey', { wechat: { ...KEYS, token: 'abc', encodingAesKey: 'a'.repeat(42) } }],
  ])('%s: what can not be is BAD_USER_INPUT', async (field, given) => {
    const { code, errors } = await create({ name: '另一个', ...given });
    expect([code, errors?.[0]?.extensions?.['field']]).toEqual(['BAD_USER_INPUT', field]);
  });

  test('are kept sealed and never answered, logged or told in events', async () => {
    await change('updateSource', 'UpdateSourceInput', { sourceId, wechat: KEYS });
    const kept = await rows(
      'select config from "Source" union all select changes from "Event" union all select data from "Event" union all select answer from "IdempotencyKey"',
    );
    expect(JSON.stringify(kept)).not.toContain(APP.secret);
    expect(logged).not.toContain(APP.secret);
  });

  test('of another kind are forgotten; without its key nothing is delivered', async () => {
    const changed = await change('updateSource', 'UpdateSourceInput', { sourceId, kind: 'INTAKE' });
    expect(changed.errors).toBeUndefined();
    expect(await rows('select config from "Source"')).toEqual([{ config: null }]);
    expect((await send({ name: '周敏', phoneCode: 'any' })).status).toBe(201);
    expect(wechat.calls).toEqual([]);
    const { errors } = await change('updateSource', 'UpdateSourceInput', { sourceId, kind: 'OFFICIAL_ACCOUNT' });
    expect(errors?.[0]?.extensions?.['field']).toBe('wechat');
  });
});
