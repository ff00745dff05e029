import { beforeEach, describe, expect, test } from '@jest/globals';
import type { OrganisationChannels } from '../../domain/delivery/organisation.js';
import { PUBLIC_PROVIDERS } from '../../domain/delivery/organisation.js';
import {
  TestNotificationChannelDocument,
  WatchDeliveryDocument,
  type NotificationChannel,
} from '../../clients/sdk/generated/operations.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';

const ORGANISATION: OrganisationChannels = {
  ...PUBLIC_PROVIDERS,
  wecom: { ...PUBLIC_PROVIDERS.wecom, app: { corpId: 'ww1', agentId: 1000002, secret: 'app secret' } },
  mail: { url: 'smtp://127.0.0.1', from: 'genjin@example.com' },
};

let api: Api;
let lin: { id: string; login: string; token: string };
beforeEach(async () => {
  api = await anApi({ channels: ORGANISATION });
  lin = await api.person('SALES');
});

const SET = `mutation ($input: NotificationChannelsInput!) { setNotificationChannels(input: $input) {
  user { id notificationSettings { channels { channel address kinds problem } available quietHours digest } } } }`;
interface Settings {
  readonly channels: readonly { channel: string; address: string; kinds: string[] | null; problem: string | null }[];
  readonly available: readonly string[];
  readonly quietHours: object | null;
  readonly digest: boolean;
}
interface Answered {
  readonly setNotificationChannels: { readonly user: { readonly id: string; readonly notificationSettings: Settings } };
}
const choose = (input: object, token = lin.token) => api.gql<Answered>(SET, { input }, token);
async function chosen(input: object, token?: string): Promise<Settings> {
  const { data, errors } = await choose(input, token);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.setNotificationChannels.user.notificationSettings;
}
async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await api.database.pool.query(sql, values)).rows as Record<string, unknown>[];
}

const ROBOT = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const HOOK = { channel: 'WEBHOOK', address: 'https://hooks.example.com/lin?a=1' };
const WHSEC = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('N1: people choose where they hear of their cards', () => {
  test('each channel in its provider’s words; shown again without what is secret about it', async () => {
    await rows('update "User" set "wecomUserId" = $1 where id = $2', ['LinXiaojie', lin.id]);
    const channels = [
      { channel: 'WECOM_ROBOT', address: ROBOT, kinds: ['REMINDER', 'ESCALATION', 'REMINDER'] },
      { channel: 'WECOM_APP' },
      { channel: 'DINGTALK_ROBOT', address: '8fd2cd7f0a3b4c5d', secret: 'SECa1b2c3d4' },
      {
        channel: 'FEISHU_BOT',
        address: 'https://open.feishu.cn/open-apis/bot/v2/hook/5f8a-22cc-91de',
        secret: 'feishu5',
      },
      { channel: 'EMAIL' },
      { ...HOOK, secret: WHSEC },
      { channel: 'IN_APP' },
    ];
    const settings = await chosen({ channels, quietHours: { from: '22:00', to: '07:30' }, digest: false });
    expect(settings.channels).toEqual([
      { channel: 'DINGTALK_ROBOT', address: '…4c5d', kinds: null, problem: null },
      { channel: 'EMAIL', address: lin.login, kinds: null, problem: null },
      { channel: 'FEISHU_BOT', address: '…91de', kinds: null, problem: null },
      { channel: 'WEBHOOK', address: 'https://hooks.example.com/…', kinds: null, problem: null },
      { channel: 'WECOM_APP', address: 'LinXiaojie', kinds: null, problem: null },
      { channel: 'WECOM_ROBOT', address: '…5aaa', kinds: ['REMINDER', 'ESCALATION'], problem: null },
    ]);
    expect(settings).toMatchObject({ quietHours: { from: '22:00', to: '07:30' }, digest: false });
    expect(settings.available).toEqual([
      ...['IN_APP', 'WECOM_ROBOT', 'WECOM_APP', 'DINGTALK_ROBOT', 'FEISHU_BOT', 'EMAIL', 'WEBHOOK'],
    ]);
    const kept = JSON.stringify([await rows('select * from "ChannelSetting"'), await rows('select * from "Event"')]);
    for (const secret of ['693a91f6', '8fd2cd7f', 'SECa1b2', '5f8a-22cc', 'feishu5', 'lin?a=1', WHSEC])
      expect(kept).not.toContain(secret);
  });

  test('left out, an address stays, and so do quiet hours and digest; a channel that isn’t listed is given up', async () => {
    const quietHours = { from: '22:00', to: '07:30' };
    await chosen({
      channels: [{ channel: 'WECOM_ROBOT', address: ROBOT }, { channel: 'EMAIL' }],
      quietHours,
      digest: false,
    });
    const [before] = await rows(`select sealed from "ChannelSetting" where channel = 'WECOM_ROBOT'`);
    const settings = await chosen({ channels: [{ channel: 'WECOM_ROBOT', kinds: ['ESCALATION'] }] });
    expect(settings).toMatchObject({ quietHours, digest: false });
    expect(settings.channels).toEqual([
      { channel: 'WECOM_ROBOT', address: '…5aaa', kinds: ['ESCALATION'], problem: null },
    ]);
    expect(await rows('select sealed from "ChannelSetting"')).toEqual([before]);
    expect((await chosen({ channels: [], quietHours: null })).quietHours).toBeNull();
    const [event] = await rows(
      `select changes from "Event" where type = 'USER_CHANGED' order by tx desc, ordinal limit 1`,
    );
    expect(event!['changes']).toEqual([
      {
        field: 'notificationChannels',
        old: [{ channel: 'WECOM_ROBOT', address: '…5aaa', kinds: ['ESCALATION'] }],
        new: [],
      },
      { field: 'quietHours', old: quietHours, new: null },
    ]);
  });

  test('all who use one robot share its lane, whichever way they wrote it', async () => {
    const wang = await api.person('SALES');
    await chosen({ channels: [{ channel: 'WECOM_ROBOT', address: ROBOT }] });
    await chosen({ channels: [{ channel: 'WECOM_ROBOT', address: ROBOT.split('key=')[1] }] }, wang.token);
    expect(await rows('select distinct "laneKey" from "ChannelSetting"')).toHaveLength(1);
    expect(await rows('select key from "DeliveryLane"')).toHaveLength(1);
  });

  const WRONG: readonly (readonly [
    field: string,
    setting: { channel: string; address?: string; secret?: string; kinds?: string[] },
  ])[] = [
    ['address', { channel: 'WECOM_ROBOT', address: 'https://qyapi.weixin.qq.com/cgi-bin/other?key=693a91f6-7xxx' }],
    ['address', { channel: 'WECOM_ROBOT', address: 'https://evil.example.com/cgi-bin/webhook/send?key=693a91f6-7xxx' }],
    ['address', { channel: 'WECOM_ROBOT' }],
    ['secret', { channel: 'WECOM_ROBOT', address: ROBOT, secret: 'x' }],
    ['channel', { channel: 'WECOM_APP' }],
    ['address', { channel: 'WECOM_APP', address: 'LinXiaojie' }],
    ['address', { channel: 'DINGTALK_ROBOT', address: 'two words' }],
    ['secret', { channel: 'DINGTALK_ROBOT', address: '8fd2cd7f0a3b4c5d', secret: 'two words' }],
    ['address', { channel: 'FEISHU_BOT', address: 'https://open.larksuite.com/open-apis/bot/v2/hook/5f8a-22cc-91de' }],
    ['address', { channel: 'FEISHU_BOT', address: 'ou_7d8a6e6df7621556ce0d21922b676706ccs' }],
    ['address', { channel: 'EMAIL', address: 'nobody' }],
    ['secret', HOOK],
    ['secret', { ...HOOK, secret: 'whsec_c2hvcnQ=' }],
    ['address', { channel: 'WEBHOOK', address: 'ftp://hooks.example.com', secret: WHSEC }],
    ['address', { channel: 'EMAIL', secret: 'x' }],
    ['kinds', { channel: 'IN_APP', kinds: ['REMINDER'] }],
  ];

  test('what can not be names its field', async () => {
    const ahead = { channel: 'IN_APP' };
    for (const [field, setting] of WRONG) {
      const { errors } = await choose({ channels: [ahead, setting].slice(setting.channel === 'IN_APP' ? 1 : 0) });
      const path = `channels[${setting.channel === 'IN_APP' ? 0 : 1}].${field}`;
      expect([setting, errors![0]!.extensions]).toMatchObject([setting, { code: 'BAD_USER_INPUT', field: path }]);
    }
    expect(await rows('select 1 from "ChannelSetting"')).toEqual([]);
  });

  test('nor can a channel twice, hours of another shape, or one that this server lacks', async () => {
    const twice = await choose({ channels: [{ channel: 'EMAIL' }, { channel: 'EMAIL', address: 'a@example.com' }] });
    expect(twice.errors![0]!.extensions).toMatchObject({ field: 'channels[1].channel' });
    const hours = await choose({ channels: [], quietHours: { from: '8pm', to: '08:00' } });
    expect(hours.errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'quietHours.from' });
    api = await anApi();
    lin = await api.person('SALES');
    const mail = await choose({ channels: [{ channel: 'EMAIL' }] });
    expect(mail.errors![0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'channels[0].channel' });
  });

  test('one’s own; ADMIN also somebody else’s, and nobody else sees them', async () => {
    const boss = await api.person('MANAGER');
    const channels = [{ channel: 'WECOM_ROBOT', address: ROBOT }];
    expect((await choose({ userId: lin.id, channels }, boss.token)).code).toBe('FORBIDDEN');
    expect((await choose({ userId: 'usr_00000000000000000000000000', channels }, api.admin)).code).toBe('NOT_FOUND');
    expect((await chosen({ userId: lin.id, channels }, api.admin)).channels).toHaveLength(1);
    const ask = 'query ($id: ID!) { node(id: $id) { ... on User { notificationSettings { channels { address } } } } }';
    const seen = async (token: string) => (await api.gql<{ node: object }>(ask, { id: lin.id }, token)).data.node;
    expect(await seen(boss.token)).toEqual({ notificationSettings: null });
    expect(await seen(lin.token)).toEqual({ notificationSettings: { channels: [{ address: '…5aaa' }] } });
  });
});

describe('N1: a channel is tried out', () => {
  const test1 = (token: string, input: { channel: NotificationChannel; userId?: string; idempotencyKey?: string }) =>
    clientOf(api, token).request(TestNotificationChannelDocument, { input });

  test('by whoever chose it, and by administrators for anybody; its delivery can be watched', async () => {
    const boss = await api.person('MANAGER');
    await chosen({ channels: [{ channel: 'EMAIL' }] });
    await expect(test1(boss.token, { channel: 'EMAIL', userId: lin.id })).rejects.toMatchObject({
      codes: ['FORBIDDEN'],
    });
    const { testNotificationChannel: own } = await test1(lin.token, { channel: 'EMAIL', idempotencyKey: 'once' });
    expect(own).toMatchObject({ refusal: null, delivery: { channel: 'EMAIL', status: 'PENDING', tries: [] } });
    expect((await test1(lin.token, { channel: 'EMAIL', idempotencyKey: 'once' })).testNotificationChannel).toEqual(own);
    const deliveryId = own.delivery!.id;
    const watched = async (token: string) =>
      (await clientOf(api, token).request(WatchDeliveryDocument, { deliveryId })).node;
    expect(await watched(lin.token)).toEqual(own.delivery);
    expect(await watched(api.admin)).toEqual(own.delivery);
    expect(await watched(boss.token)).toBeNull();
    const { testNotificationChannel: theirs } = await test1(api.admin, { channel: 'EMAIL', userId: lin.id });
    expect(theirs.delivery!.id).not.toBe(deliveryId);
    await expect(
      test1(api.admin, { channel: 'EMAIL', userId: 'usr_00000000000000000000000000' }),
    ).rejects.toMatchObject({ codes: ['NOT_FOUND'] });
  });

  test('what nobody chose, what needs no test, and what this server lacks are refused', async () => {
    const codeOf = async (channel: NotificationChannel) =>
      (await test1(lin.token, { channel })).testNotificationChannel.refusal?.code;
    expect([await codeOf('EMAIL'), await codeOf('IN_APP')]).toEqual(['CHANNEL_NOT_CHOSEN', 'CHANNEL_NOT_CHOSEN']);
    await chosen({ channels: [{ channel: 'EMAIL' }] });
    const kept = await rows('select * from "ChannelSetting"');
    api = await anApi();
    lin = await api.person('SALES');
    const { laneKey } = kept[0] as { laneKey: string };
    await rows(
      `insert into "ChannelSetting" ("userId", channel, address, "laneKey", "createdAt") values ($1, 'EMAIL', $2, $3, now())`,
      [lin.id, lin.login, laneKey],
    );
    expect(await codeOf('EMAIL')).toBe('CHANNEL_NOT_CHOSEN');
  });
});

describe('N4: the organisation’s rules for what goes outside', () => {
  test('are settings; what is left out stays', async () => {
    const SETTINGS = 'mutation ($input: SettingsInput!) { updateSettings(input: $input) { settings { push } } }';
    const set = (push: object) =>
      api.gql<{ updateSettings: { settings: { push: object } } }>(SETTINGS, { input: { push } }, api.admin);
    const { data } = await set({ perPersonPerDay: 3, namesInGroups: true, quiet: null });
    expect(data.updateSettings.settings.push).toEqual({
      perCustomerPerDay: 1,
      perPersonPerDay: 3,
      digestAt: '08:30',
      quiet: null,
      namesInGroups: true,
    });
    const wrong = await set({ quiet: { from: '20:30' } });
    expect(wrong.code).toBe('BAD_USER_INPUT');
    expect(wrong.errors![0]!.extensions!['field']).toContain('push.quiet');
  });
});
