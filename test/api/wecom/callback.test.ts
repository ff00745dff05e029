import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Log } from '../../../commands/store/log.js';
import { anApi, type Api } from '../../support/api.js';
import { nowSeconds, WecomEmitter, type EmitterKeys, type Fields, type Wire } from '../../support/wecom.js';

const KEYS: EmitterKeys = {
  corpId: 'wx5823bf96d3bd56c7',
  token: 'QDG6eK',
  encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};
const OTHER_AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const CONTACT = 'wmqfasd1e19278asdasAAAA';

let api: Api;
let logged: string;
let sourceId: string;
let wecom: WecomEmitter;
beforeEach(async () => {
  logged = '';
  const write = (...said: unknown[]) => void (logged += JSON.stringify(said));
  const log: Log = { info: write, warn: write, error: write };
  api = await anApi({ log, callbackWindowSeconds: 300 });
  sourceId = (await createSource({ kind: 'WECOM', wecom: KEYS })).source.id;
  wecom = emitter();
});

const addressOf = (id: string) => `${api.url}/callbacks/wecom/${id}`;
const emitter = (keys: Partial<EmitterKeys> = {}, id = sourceId) =>
  new WecomEmitter(addressOf(id), { ...KEYS, ...keys });

interface SourceAnswer {
  readonly source: { readonly id: string; readonly kind: string };
  readonly intakeKey: string | null;
}

const change = (mutation: string, type: string, input: object, token = api.admin) =>
  api.gql<Record<string, SourceAnswer>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { source { id kind } intakeKey } }`,
    { input },
    token,
  );
const tryToCreate = (input: object, token?: string) =>
  change('createSource', 'CreateSourceInput', { name: '企业微信', channel: 'WECHAT', ...input }, token);
const tryToUpdate = (input: object) => change('updateSource', 'UpdateSourceInput', { sourceId, ...input });

async function createSource(input: object): Promise<SourceAnswer> {
  const { data, errors } = await tryToCreate(input);
  if (errors) throw new Error(errors[0]?.message);
  return data['createSource']!;
}

async function rows<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const found = await api.database.pool.query(sql, values);
  return found.rows as Row[];
}
const counts = async () =>
  (
    await rows(
      'select (select count(*)::int from "Lead") leads, (select count(*)::int from "Touch") touches, (select count(*)::int from "ReceivedMessage") messages',
    )
  )[0];
const NOTHING = { leads: 0, touches: 0, messages: 0 };

async function colleague(wecomUserId: string, active = true): Promise<string> {
  const { id } = await api.person('SALES', await api.team(`团队 ${wecomUserId}`));
  await rows('update "User" set "wecomUserId" = $1, active = $2 where id = $3', [wecomUserId, active, id]);
  return id;
}

const added = (given: Fields = {}): Fields =>
  wecom.contact({
    ChangeType: 'add_external_contact',
    UserID: 'ZhangSan',
    ExternalUserID: CONTACT,
    State: '春季展会',
    WelcomeCode: 'a-welcome-code',
    ...given,
  });
const gone = (given: Fields = {}): Fields =>
  wecom.contact({ ChangeType: 'del_follow_user', UserID: 'ZhangSan', ExternalUserID: CONTACT, ...given });
const say = async (fields: Fields, by = wecom) => by.send(by.wire(fields));

describe('L1: the check of the address', () => {
  test('answers what was encrypted, and nothing but that, within a second', async () => {
    const before = performance.now();
    expect(await wecom.verify('1616140317555161061')).toEqual({ status: 200, body: '1616140317555161061' });
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test.each<[string, (query: URLSearchParams) => void, number]>([
    ['a wrong signature', (query) => query.set('msg_signature', '0'.repeat(40)), 403],
    ['a signature that is none', (query) => query.set('msg_signature', '签'.repeat(40)), 403],
    ['no signature', (query) => query.delete('msg_signature'), 400],
    ['another nonce', (query) => query.set('nonce', '1'), 403],
    ['no echo', (query) => query.delete('echostr'), 400],
    ['something twice', (query) => query.append('nonce', '2'), 400],
  ])('refuses %s without a word', async (_, spoil, status) => {
    expect(await wecom.verify('1', spoil)).toEqual({ status, body: '' });
  });

  test('is refused for an intake source, one that is switched off, and one that there is not', async () => {
    const intake = await createSource({ name: '官网' });
    expect((await emitter({}, intake.source.id).verify('1')).status).toBe(403);
    expect((await emitter({}, 'src_01kt0000000000000000000000').verify('1')).status).toBe(403);
    await tryToUpdate({ active: false });
    expect((await wecom.verify('1')).status).toBe(403);
  });
});

describe('L1: somebody adds a contact', () => {
  test('and has a lead at once, however low its score: with identity, campaign, channel and the reason', async () => {
    const owner = await colleague('zhangsan');
    expect(await say(added())).toEqual({ status: 200, body: '' });
    const [lead] = await rows('select * from "Lead"');
    expect(lead).toMatchObject({
      name: '企业微信客户 asAAAA',
      channel: 'WECHAT',
      campaign: '春季展会',
      sourceId,
      status: 'ASSIGNED',
      ownerId: owner,
      assignedBecause: { code: 'BECAUSE_WECOM_CONTACT' },
    });
    expect(await rows('select kind, value, "leadId" from "Identity"')).toEqual([
      { kind: 'EXTERNAL_USERID', value: CONTACT, leadId: lead!['id'] },
    ]);
    expect(await rows('select payload from "Touch"')).toEqual([
      {
        payload: {
          change: 'add_external_contact',
          userId: 'ZhangSan',
          externalUserId: CONTACT,
          state: '春季展会',
        },
      },
    ]);
    expect(await rows('select kind from "Notification" where "recipientId" = $1', [owner])).toEqual([
      { kind: 'ASSIGNED' },
    ]);
  });

  test('half as well (they have not confirmed yet), without a campaign where none was told', async () => {
    const owner = await colleague('ZhangSan');
    await say(added({ ChangeType: 'add_half_external_contact', State: '' }));
    expect(await rows('select "ownerId", campaign from "Lead"')).toEqual([{ ownerId: owner, campaign: null }]);
  });

  test.each([
    ['nobody knows', undefined],
    ['has left us', false],
  ])('who %s: the usual assignment decides', async (_, active) => {
    if (active !== undefined) await colleague('ZhangSan', active);
    expect((await say(added())).status).toBe(200);
    expect(await rows('select status, "ownerId" from "Lead"')).toEqual([{ status: 'POOLED', ownerId: null }]);
  });

  test('whom somebody has: a touch, and the owner hears of it and keeps them', async () => {
    const [owner] = [await colleague('ZhangSan'), await colleague('LiSi')];
    await say(added());
    await say(added({ UserID: 'LiSi' }));
    expect(await rows('select "ownerId" from "Lead"')).toEqual([{ ownerId: owner }]);
    expect(await rows('select "recipientId" from "Notification" where kind = $1', ['DUPLICATE'])).toEqual([
      { recipientId: owner },
    ]);
    expect(await counts()).toEqual({ leads: 1, touches: 2, messages: 2 });
  });

  test('whom nobody has: they are theirs now', async () => {
    await say(added());
    const owner = await colleague('LiSi');
    await say(added({ UserID: 'LiSi' }));
    expect(await rows('select "ownerId", status, "assignedBecause" ->> \'code\' because from "Lead"')).toEqual([
      { ownerId: owner, status: 'ASSIGNED', because: 'BECAUSE_WECOM_CONTACT' },
    ]);
  });
});

describe('L1: a message that comes again', () => {
  test('one after the other has one effect, and is accepted each time', async () => {
    expect(await wecom.sendWithRetries(added())).toEqual([200, 200, 200, 200]);
    expect(await counts()).toEqual({ leads: 1, touches: 1, messages: 1 });
  });

  test('at the same instant has one effect, and so has the same event in another envelope', async () => {
    const fields = added();
    const answers = await Promise.all(Array.from({ length: 8 }, () => say(fields)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await counts()).toEqual({ leads: 1, touches: 1, messages: 1 });
  });

  test('is kept with its effect or not at all: without the effect it may come again', async () => {
    await rows('alter table "Touch" rename to "Broken"');
    expect((await say(added())).status).toBe(500);
    await rows('alter table "Broken" rename to "Touch"');
    expect(await counts()).toEqual(NOTHING);
  });
});

describe('L1: a contact is lost', () => {
  test.each([
    ['del_follow_user', 'NOTE_WECOM_LEFT_US_BODY'],
    ['del_external_contact', 'NOTE_WECOM_LEFT_THEM_BODY'],
  ])('%s: a touch and a notice to the owner, and no clock moves', async (ChangeType, body) => {
    const owner = await colleague('ZhangSan');
    await say(added());
    const before = await rows('select * from "Lead"');
    expect(await wecom.sendWithRetries(gone({ ChangeType }))).toEqual([200, 200, 200, 200]);
    expect(await rows('select * from "Lead"')).toEqual(before);
    expect((await counts())!['touches']).toBe(2);
    const notices = await rows('select "recipientId", body ->> \'code\' code from "Notification" where kind = $1', [
      'DUPLICATE',
    ]);
    expect(notices).toEqual([{ recipientId: owner, code: body }]);
  });

  test('of a customer: their owner hears of it, and nothing else changes; added again, that is interaction', async () => {
    const owner = await colleague('ZhangSan');
    const { data } = await api.gql<{ captureLead: { lead: { id: string } } }>(
      'mutation ($input: CaptureLeadInput!) { captureLead(input: $input) { lead { id } } }',
      { input: { sourceId, name: '周敏', phone: '13800138000', wecomExternalUserId: CONTACT } },
      api.admin,
    );
    const qualify = 'mutation ($input: QualifyLeadInput!) { qualifyLead(input: $input) { customer { id } } }';
    const customer = await api.gql<{ qualifyLead: { customer: { id: string } } }>(
      qualify,
      { input: { leadId: data.captureLead.lead.id } },
      api.admin,
    );
    const customerId = customer.data.qualifyLead.customer.id;
    await rows('update "Customer" set "ownerId" = $1 where id = $2', [owner, customerId]);
    const before = await rows('select * from "Customer"');
    await say(gone());
    expect(await rows('select * from "Customer"')).toEqual(before);
    await say(added());
    expect((await rows('select * from "Customer"'))[0]!['lastInteractionAt']).not.toEqual(
      before[0]!['lastInteractionAt'],
    );
    const told = await rows('select "recipientId" from "Notification" where "customerId" = $1 and kind = $2', [
      customerId,
      'DUPLICATE',
    ]);
    expect(told).toEqual([{ recipientId: owner }, { recipientId: owner }]);
  });

  test('whom we never knew: nothing to do', async () => {
    expect((await say(gone())).status).toBe(200);
    expect(await counts()).toMatchObject({ leads: 0, touches: 0 });
  });
});

describe('L1: what is not for us', () => {
  test.each<[string, Fields]>([
    ['another change', { ChangeType: 'edit_external_contact' }],
    ['another event', { Event: 'change_external_tag', ChangeType: 'create' }],
    ['a text message', { MsgType: 'text', Event: '', Content: 'hello', MsgId: '1234567890' }],
    ['no contact at all', { ExternalUserID: '' }],
  ])('is acknowledged and ignored: %s', async (_, given) => {
    expect(await say(added(given))).toEqual({ status: 200, body: '' });
    expect(await counts()).toEqual(NOTHING);
  });

  const lastBitOff = (text: string, at: number): string =>
    text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);

  test.each<[string, () => Wire, number]>([
    [
      'a signature with one bit off',
      () => {
        const wire = wecom.wire(added());
        wire.query.set('msg_signature', lastBitOff(wire.query.get('msg_signature')!, 39));
        return wire;
      },
      403,
    ],
    [
      'a message with one bit off',
      () => {
        const wire = wecom.wire(added());
        return { ...wire, body: lastBitOff(wire.body, wire.body.indexOf('<Encrypt>') + 60) };
      },
      403,
    ],
    ['another token', () => emitter({ token: 'QDG6eL' }).wire(added()), 403],
    ['another key', () => emitter({ encodingAesKey: OTHER_AES_KEY }).wire(added()), 403],
    ['another corp', () => emitter({ corpId: 'wx0000000000000000' }).wire(added()), 403],
    ['another corp inside', () => wecom.wire(added({ ToUserName: 'wx0000000000000000' })), 403],
    ['what was recorded earlier', () => wecom.wire(added(), nowSeconds() - 301), 403],
    ['what comes from the future', () => wecom.wire(added(), nowSeconds() + 330), 403],
    ['more than 64 KiB', () => wecom.wire(added({ Remark: '客'.repeat(20_000) })), 413],
    ['a document type', () => ({ ...wecom.wire(added()), body: '<!DOCTYPE xml [<!ENTITY a "b">]><xml/>' }), 400],
    [
      'a document type inside',
      () => wecom.wireOf('<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><Event>&a;</Event></xml>'),
      400,
    ],
    ['what is no XML', () => ({ ...wecom.wire(added()), body: '{"encrypt":"…"}' }), 400],
    ['XML that ends early', () => ({ ...wecom.wire(added()), body: '<xml><Encrypt>' }), 400],
    [
      'two messages in one',
      () => ({ ...wecom.wire(added()), body: '<xml><Encrypt>a</Encrypt><Encrypt>b</Encrypt></xml>' }),
      400,
    ],
    ['nothing', () => ({ ...wecom.wire(added()), body: '' }), 400],
  ])('is refused without a word, and nothing is written: %s', async (_, wire, status) => {
    expect(await wecom.send(wire())).toEqual({ status, body: '' });
    expect(await counts()).toEqual(NOTHING);
  });

  test('a text is never taken for markup: what looks like an entity stays as it is', async () => {
    await say(added({ State: 'A&amp;B <1>' }));
    expect(await rows('select campaign from "Lead"')).toEqual([{ campaign: 'A&amp;B <1>' }]);
  });
});

describe('L1: the keys of a callback', () => {
  test.each([
    ['wecom', { wecom: undefined }],
    ['wecom', { kind: 'INTAKE' }],
    ['wechat', { kind: 'MINI_PROGRAM', wecom: undefined }],
    ['wecom.encodingAesKey', { wecom: { ...KEYS, encodingAesKey: KEYS.encodingAesKey.slice(1) } }],
    ['wecom.encodingAesKey', { wecom: { ...KEYS, encodingAesKey: `${KEYS.encodingAesKey.slice(1)}!` } }],
    ['wecom.token', { wecom: { ...KEYS, token: 'a'.repeat(33) } }],
    ['wecom.corpId', { wecom: { ...KEYS, corpId: '企业' } }],
  ])('%s: what can not be is BAD_USER_INPUT', async (field, given) => {
    const { code, errors } = await tryToCreate({ name: '另一个', kind: 'WECOM', wecom: KEYS, ...given });
    expect([code, errors?.[0]?.extensions?.['field']]).toEqual(['BAD_USER_INPUT', field]);
  });

  test('are for administrators, and safe to send twice', async () => {
    const { token } = await api.person('MANAGER');
    expect((await tryToCreate({ kind: 'WECOM', wecom: KEYS, name: '二' }, token)).code).toBe('FORBIDDEN');
    const input = { kind: 'WECOM', wecom: KEYS, name: '三', idempotencyKey: 'k' };
    expect((await createSource(input)).source.id).toBe((await createSource(input)).source.id);
  });

  test('stand nowhere but encrypted: not in the database, the log or an answer', async () => {
    await say(added());
    await tryToUpdate({ wecom: { ...KEYS, encodingAesKey: OTHER_AES_KEY } });
    const [stored] = await rows<{ all: string }>(`select concat(
      (select jsonb_agg(s) from "Source" s), (select jsonb_agg(e) from "Event" e),
      (select jsonb_agg(k) from "IdempotencyKey" k), (select jsonb_agg(t) from "Touch" t)) as all`);
    const { data } = await api.gql('{ sources { id kind name } }', {}, api.admin);
    for (const secret of [KEYS.token, KEYS.encodingAesKey, OTHER_AES_KEY, 'a-welcome-code'])
      expect(`${stored!.all}${logged}${JSON.stringify(data)}`).not.toContain(secret);
  });

  test('are replaced all at once: the old ones are refused from then on', async () => {
    await tryToUpdate({ wecom: { ...KEYS, token: 'another', encodingAesKey: OTHER_AES_KEY } });
    expect((await say(added())).status).toBe(403);
    const anew = emitter({ token: 'another', encodingAesKey: OTHER_AES_KEY });
    expect((await say(added(), anew)).status).toBe(200);
  });

  test('and those of an intake source open nothing of each other', async () => {
    const { intakeKey } = await createSource({ name: '官网' });
    const { intakeKey: none } = await createSource({ name: '二', kind: 'WECOM', wecom: KEYS });
    expect([intakeKey, none]).toEqual([expect.stringMatching(/^ik_/), null]);
    expect((await change('rotateSourceKey', 'SourceKeyInput', { sourceId })).code).toBe('BAD_USER_INPUT');
    const init = { method: 'POST', body: '{"name":"周敏"}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(`${api.url}/intake/${KEYS.token}`, init)).status).toBe(401);
    expect((await fetch(addressOf(intakeKey!), init)).status).toBe(400);
  });

  test('are forgotten where the source becomes one for forms; its key is made anew', async () => {
    expect((await tryToUpdate({ kind: 'INTAKE' })).data['updateSource']!.source.kind).toBe('INTAKE');
    expect(await rows('select config from "Source" where id = $1', [sourceId])).toEqual([{ config: null }]);
    expect((await wecom.verify('1')).status).toBe(403);
    const { data } = await change('rotateSourceKey', 'SourceKeyInput', { sourceId });
    const url = `${api.url}/intake/${data['rotateSourceKey']!.intakeKey}`;
    await tryToUpdate({ kind: 'WECOM', wecom: KEYS });
    const init = { method: 'POST', body: '{"name":"周敏"}', headers: { 'content-type': 'application/json' } };
    expect((await fetch(url, init)).status).toBe(401);
    expect((await wecom.verify('1')).status).toBe(200);
  });
});
