import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../../../commands/store/log.js';
import { anApi, type Api } from '../../support/api.js';
import {
  FakeWechat,
  OfficialAccountEmitter,
  type CallbackKeys,
  type CallbackWire,
  type FakeApp,
} from '../../support/wechat.js';
import { nowSeconds } from '../../support/wecom.js';

const APP: FakeApp = { appId: 'wx0123456789abcdef', secret: '0123456789abcdef0123456789abcdef' };
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const TOKEN = 'QDG6eK';
const OPENID = 'oABCD0123456789abcdefghijklm';
const UNIONID = 'oUNION0123456789abcdefghijkl';
const INFO_PATH = '/cgi-bin/user/info';

let wechat: FakeWechat;
let api: Api;
let logged: string;
let sourceId: string;
beforeEach(async () => {
  wechat = new FakeWechat();
  wechat.register(APP);
  wechat.follow(OPENID, { unionId: UNIONID });
  logged = '';
  const write = (...said: unknown[]) => void (logged += JSON.stringify(said));
  const log: Log = { info: write, warn: write, error: write };
  api = await anApi({ log, callbackWindowSeconds: 300, wechat: { url: await wechat.start(), timeoutMs: 400 } });
  sourceId = await aSource('公众号', AES_KEY);
});
afterEach(() => wechat.stop());

async function aSource(name: string, encodingAesKey: string | null): Promise<string> {
  const keys = { appId: APP.appId, appSecret: APP.secret, token: TOKEN, encodingAesKey };
  const input = { name, channel: 'OFFICIAL_ACCOUNT', kind: 'OFFICIAL_ACCOUNT', wechat: keys };
  const { data, errors } = await api.gql<{ createSource: { source: { id: string }; intakeKey: string | null } }>(
    'mutation ($input: CreateSourceInput!) { createSource(input: $input) { source { id } intakeKey } }',
    { input },
    api.admin,
  );
  if (errors) throw new Error(errors[0]?.message);
  expect(data.createSource.intakeKey).toBeNull();
  return data.createSource.source.id;
}

const emitter = (over: Partial<CallbackKeys> = {}, id = sourceId) =>
  new OfficialAccountEmitter(`${api.url}/callbacks/wechat/${id}`, {
    appId: APP.appId,
    token: TOKEN,
    encodingAesKey: AES_KEY,
    ...over,
  });
const followed = (over: object = {}) =>
  emitter().message(OPENID, { MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_春季展会', ...over });
const wrote = (text: string, id: string) => emitter().message(OPENID, { MsgType: 'text', Content: text, MsgId: id });
const say = async (fields: Readonly<Record<string, string>>, by = emitter()) => by.send(by.wire(fields));

async function rows<Row = Record<string, unknown>>(sql: string): Promise<Row[]> {
  return (await api.database.pool.query(sql)).rows as Row[];
}
const counts = async () =>
  (
    await rows(
      'select (select count(*)::int from "Lead") leads, (select count(*)::int from "Touch") touches, (select count(*)::int from "ReceivedMessage") messages',
    )
  )[0];
const identities = () => rows('select kind, value from "Identity" order by kind');
const DONE = { status: 200, body: 'success' };

describe('L1: the check of the address', () => {
  test('answers what was sent, in both modes', async () => {
    expect(await emitter().verify('5167487')).toEqual({ status: 200, body: '5167487' });
    const plain = await aSource('明文', null);
    expect(await emitter({}, plain).verify('1')).toEqual({ status: 200, body: '1' });
  });

  test.each<[string, (query: URLSearchParams) => void, number]>([
    ['a wrong signature', (query) => query.set('signature', '0'.repeat(40)), 403],
    ['no signature', (query) => query.delete('signature'), 400],
    ['another nonce', (query) => query.set('nonce', '1'), 403],
    ['no echo', (query) => query.delete('echostr'), 400],
  ])('refuses %s without a word', async (_, spoil, status) => {
    expect(await emitter().verify('1', spoil)).toEqual({ status, body: '' });
  });
});

describe.each([
  ['encrypted', AES_KEY],
  ['plain', null],
])('L1: an official account, %s', (_, encodingAesKey) => {
  let account: OfficialAccountEmitter;
  beforeEach(async () => {
    const id = encodingAesKey === null ? await aSource('明文', null) : sourceId;
    account = emitter({ encodingAesKey }, id);
  });

  test('whoever follows it is a lead, with openid and unionid, and the scene of the code as campaign', async () => {
    expect(await say(followed(), account)).toEqual(DONE);
    expect(await rows('select name, campaign, channel from "Lead"')).toEqual([
      { name: `微信用户 ${OPENID.slice(-6)}`, campaign: '春季展会', channel: 'OFFICIAL_ACCOUNT' },
    ]);
    expect(await identities()).toEqual([
      { kind: 'OPENID', value: `${APP.appId}:${OPENID}` },
      { kind: 'UNIONID', value: UNIONID },
    ]);
  });

  test('what they write is a touch with its text, once however often it is sent', async () => {
    await say(followed(), account);
    const wire = account.wire(wrote('请问岩棉板多少钱', '6054768590064713728'));
    const answers = await Promise.all(Array.from({ length: 4 }, () => account.send(wire)));
    expect(answers).toEqual(Array(4).fill(DONE));
    expect(await rows('select message from "Lead"')).toEqual([{ message: '请问岩棉板多少钱' }]);
    const last = await rows('select payload from "Touch" order by at desc, id desc limit 1');
    expect(last).toEqual([{ payload: { what: 'text', openId: OPENID, text: '请问岩棉板多少钱' } }]);
    expect(await counts()).toMatchObject({ leads: 1, touches: 2 });
  });
});

describe('L1: followers', () => {
  test('who are known by unionid from elsewhere are the same person', async () => {
    const input = { sourceId, name: '周敏', phone: '13800138000', unionId: UNIONID };
    await api.gql(
      'mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { lead { id } } }',
      { input },
      api.admin,
    );
    await say(followed());
    expect(await counts()).toMatchObject({ leads: 1, touches: 2 });
    expect((await identities()).map(({ kind }) => kind)).toEqual(['OPENID', 'PHONE', 'UNIONID']);
  });

  test('who leave are kept; their owner hears of it, and no clock moves', async () => {
    await say(followed());
    const { id } = await api.person('SALES', await api.team('华东组'));
    await api.database.pool.query(`update "Lead" set "ownerId" = $1, status = 'ASSIGNED', "poolId" = null`, [id]);
    const before = await rows('select * from "Lead"');
    expect(await say(followed({ Event: 'unsubscribe', EventKey: '' }))).toEqual(DONE);
    expect(await rows('select * from "Lead"')).toEqual(before);
    expect(
      await rows(`select "recipientId", title ->> 'code' code from "Notification" where kind = 'DUPLICATE'`),
    ).toEqual([{ recipientId: id, code: 'NOTE_UNFOLLOWED' }]);
    expect(wechat.callsOf(INFO_PATH)).toBe(1);
  });

  test('who leave without ever having been known leave nothing', async () => {
    expect(await say(followed({ Event: 'unsubscribe' }))).toEqual(DONE);
    expect(await counts()).toMatchObject({ leads: 0, touches: 0 });
  });

  test.each<[string, Parameters<FakeWechat['spoil']>[1][]]>([
    ['busy', [-1, -1, -1]],
    ['silent', ['HANG']],
    ['cut off', ['RESET']],
    ['not allowed', [48001]],
  ])('while WeChat is %s they are kept by openid, and their next message tells the rest', async (_, faults) => {
    wechat.spoil(INFO_PATH, ...faults);
    expect(await say(followed())).toEqual(DONE);
    expect((await identities()).map(({ kind }) => kind)).toEqual(['OPENID']);
    expect(await say(wrote('你好', '1'))).toEqual(DONE);
    expect((await identities()).map(({ kind }) => kind)).toEqual(['OPENID', 'UNIONID']);
    expect(await counts()).toMatchObject({ leads: 1, touches: 2 });
  });

  test('a stale token is replaced', async () => {
    await say(followed());
    wechat.spoil(INFO_PATH, 42001);
    wechat.follow('oSECOND0123456789', { unionId: 'oUNIONTWO0123456789' });
    await say(emitter().message('oSECOND0123456789', { MsgType: 'event', Event: 'subscribe', EventKey: '' }));
    expect((await identities()).map(({ value }) => value)).toContain('oUNIONTWO0123456789');
  });
});

describe('L1, R30: what is not for us', () => {
  test.each([
    ['a menu that was tapped', { MsgType: 'event', Event: 'VIEW', EventKey: 'https://example.com' }],
    ['a template message that arrived', { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH' }],
    ['a sender that can’t be', { FromUserName: '<openid>' }],
  ])('is acknowledged and ignored: %s', async (_, over) => {
    expect(await say(followed(over))).toEqual(DONE);
    expect(await counts()).toEqual({ leads: 0, touches: 0, messages: 0 });
  });

  const spoiled = (wire: CallbackWire, name: string, value: string): CallbackWire => {
    wire.query.set(name, value);
    return wire;
  };
  test.each<[string, () => CallbackWire, number]>([
    ['a wrong signature', () => spoiled(emitter().wire(followed()), 'signature', '0'.repeat(40)), 403],
    [
      'a wrong signature of the message',
      () => spoiled(emitter().wire(followed()), 'msg_signature', '0'.repeat(40)),
      403,
    ],
    ['another token', () => emitter({ token: 'other1' }).wire(followed()), 403],
    ['another key', () => emitter({ encodingAesKey: `${AES_KEY.slice(1)}z` }).wire(followed()), 403],
    ['another app', () => emitter({ appId: 'wxfedcba9876543210' }).wire(followed()), 403],
    ['plain text where it has to be encrypted', () => emitter({ encodingAesKey: null }).wire(followed()), 400],
    ['what was recorded earlier', () => emitter().wire(followed(), nowSeconds() - 301), 403],
    ['more than 64 KiB', () => emitter().wire(wrote('客'.repeat(30_000), '1')), 413],
    ['a document type', () => ({ ...emitter().wire(followed()), body: '<!DOCTYPE xml [<!ENTITY a "b">]><xml/>' }), 400],
    ['a document type inside', () => emitter().wireOf('<!DOCTYPE xml [<!ENTITY a "b">]><xml>&a;</xml>'), 400],
    ['nothing', () => ({ ...emitter().wire(followed()), body: '' }), 400],
  ])('is refused without a word, and nothing is written: %s', async (_, wire, status) => {
    expect(await emitter().send(wire())).toEqual({ status, body: '' });
    expect(await counts()).toEqual({ leads: 0, touches: 0, messages: 0 });
    expect(wechat.calls).toEqual([]);
  });

  test('a source of another kind, and one that is switched off, hear nothing', async () => {
    await api.database.pool.query('update "Source" set active = false');
    expect((await say(followed())).status).toBe(403);
    await api.database.pool.query(`update "Source" set active = true, kind = 'MINI_PROGRAM'`);
    expect((await say(followed())).status).toBe(403);
    expect(logged).not.toContain(TOKEN);
  });
});
