import { afterEach, describe, expect, test } from '@jest/globals';
import { createCustomer } from '../../commands/create-customer.js';
import { dingtalkSignature } from '../../jobs/delivery/dingtalk-robot.js';
import { feishuSignature } from '../../jobs/delivery/feishu-bot.js';
import { sentByFeishu } from '../../jobs/delivery/feishu.js';
import { sentByWecom } from '../../commands/provider/wecom-answer.js';
import { AppTokens } from '../../commands/provider/app-tokens.js';
import { aMailServer, type MailServer } from '../support/mail-server.js';
import { aPostOffice, type PostOffice } from '../support/post-office.js';
import { Receiver } from '../support/receiver.js';
import { until } from '../support/until.js';

let mailServer: MailServer | undefined;
const receivers: Receiver[] = [];
afterEach(async () => {
  await mailServer?.stop();
  mailServer = undefined;
  await Promise.all(receivers.splice(0).map((one) => one.stop()));
});

const WECOM_KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const DING_TOKEN = '8fd2cd7f0a3b4c5d';
const FEISHU_TOKEN = '5f8a-22cc-91de';
const WECOM_ROBOT = { channel: 'WECOM_ROBOT', address: WECOM_KEY } as const;
const DUE = new Date('2027-03-05T02:30:00Z');

/** Robots of all three, of which two ask for a signature, and an account with each app. */
async function anOffice(options: Parameters<typeof aPostOffice>[0] = {}): Promise<PostOffice> {
  const office = await aPostOffice(options);
  const { wecom, dingtalk, feishu } = office.providers;
  wecom.robots.add(WECOM_KEY);
  wecom.members.add('LinXiaojie');
  dingtalk.robots.set(DING_TOKEN, 'SECthis is secret'.replaceAll(' ', ''));
  feishu.bots.set(FEISHU_TOKEN, 'thisissecret');
  feishu.people.add('ou_7d8a6e6df7621556ce0d');
  await office.rows(`update "User" set "wecomUserId" = 'LinXiaojie', phone = '+8613800001111' where id = $1`, [
    office.lin.id,
  ]);
  return office;
}
const DINGTALK = { channel: 'DINGTALK_ROBOT', address: DING_TOKEN, secret: 'SECthisissecret' } as const;
const FEISHU_GROUP = { channel: 'FEISHU_BOT', address: FEISHU_TOKEN, secret: 'thisissecret' } as const;
const FEISHU_PERSON = { channel: 'FEISHU_BOT', address: 'ou_7d8a6e6df7621556ce0d' } as const;
const APP = { channel: 'WECOM_APP' } as const;

async function aCustomer(office: PostOffice, name: string): Promise<string> {
  const phone = `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`;
  return String((await office.run(createCustomer, { name, phone }, { by: office.lin })).answer['customerId']);
}
const deliveries = (office: PostOffice) =>
  office.rows('select channel, status, attempts, "lastAnswer", "lastError" from "Delivery" order by channel, id');

describe('signatures are those of the providers’ own examples', () => {
  test('DingTalk', () => {
    expect(dingtalkSignature('this is secret', 1577262236757)).toBe('hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=');
  });
  test('Feishu', () => {
    expect(feishuSignature('this is secret', 1599360473)).toBe('/eYKrXQBzTjUZJ3s6NX16VxGbTwmK7AEs8/FnvC1CSw=');
  });
});

describe('N2: what a code means for a message, its address, or the token', () => {
  const answered = (body: object, status = 200, headers: Record<string, string> = {}) => ({
    answered: { status, headers: new Headers(headers), body: body as Record<string, unknown> },
  });
  test.each([
    ['RETRY', [-1, 45033, 987654]],
    ['RATE', [45009]],
    ['TOKEN', [40014, 42001, 41001]],
    ['CONFIGURATION', [40001, 40013, 40056, 48002, 60011, 60020, 301002, 93000, 93004, 93008]],
    ['MESSAGE', [40003, 60111, 81013, 40058, 44004, 45002]],
  ])('WeCom: %s', (error, codes) => {
    for (const errcode of codes)
      expect(sentByWecom(answered({ errcode, errmsg: 'ok' }))).toEqual({
        delivered: false,
        error,
        answer: `${errcode} ok`,
      });
  });
  test('Feishu says how long to wait', () => {
    const limited = answered({ code: 99991400, msg: 'slow' }, 429, { 'x-ogw-ratelimit-reset': '7' });
    expect(sentByFeishu(limited)).toEqual({
      delivered: false,
      error: 'RATE',
      answer: '99991400 slow',
      retryAfterMs: 7000,
    });
    expect(sentByFeishu(answered({ code: 19021, msg: 'sign' }))).toMatchObject({ error: 'CONFIGURATION' });
    expect(sentByFeishu(answered({ code: 230001, msg: 'param' }, 400))).toMatchObject({ error: 'MESSAGE' });
  });
});

describe('N1, N3: a card arrives where people are', () => {
  test('with the customer, the due time and a link; a group reads whose it is, and no customer’s name', async () => {
    const office = await anOffice();
    const customerId = await aCustomer(office, '华美建材');
    await office.choose(office.lin, [WECOM_ROBOT, APP, DINGTALK, FEISHU_GROUP]);
    await office.tell(office.lin, { customerId, name: '华美建材', due: DUE });
    await office.once();
    const toGroup = `林小姐：有一项跟进待处理\n打开：https://crm.example.com/customers/${customerId}`;
    const toPerson = `请跟进：华美建材 · 回访\n华美建材：回访，到期时间 2027-03-05 10:30\n打开：https://crm.example.com/customers/${customerId}`;
    const sent = office.providers.shown.map(({ provider, to, text }) => [provider, to, text]).sort();
    expect(sent).toEqual(
      [
        ['dingtalk', DING_TOKEN, toGroup],
        ['feishu', FEISHU_TOKEN, toGroup],
        ['wecom', WECOM_KEY, toGroup],
        ['wecom', 'LinXiaojie', toPerson],
      ].sort(),
    );
    expect((await deliveries(office)).map(({ status }) => status)).toEqual(Array(4).fill('DELIVERED'));
  });

  test('in the recipient’s language; customers are named in groups where the organisation wants it, and tags are no tags', async () => {
    const office = await anOffice();
    const name = '<at user_id="all">Ltd';
    await office.rows(`update "User" set locale = 'EN'`);
    await office.rows(`update "Settings" set push = push || '{"namesInGroups": true}'`);
    await office.choose(office.lin, [FEISHU_GROUP]);
    await office.tell(office.lin, { name, due: DUE });
    await office.once();
    expect(office.providers.shown[0]!.text).toBe(
      '林小姐: Please follow up: ＜at user_id="all"＞Ltd · 回访\n＜at user_id="all"＞Ltd: 回访, due at 2027-03-05 10:30\nOpen: https://crm.example.com/',
    );
  });

  test('one that is too long is cut, and its link stays', async () => {
    const office = await anOffice();
    await office.rows(`update "Settings" set push = push || '{"namesInGroups": true}'`);
    await office.choose(office.lin, [WECOM_ROBOT]);
    await office.tell(office.lin, { name: '很长的名字'.repeat(300) });
    await office.once();
    expect(office.providers.shown[0]!.text).toMatch(/…\n打开：https:\/\/crm\.example\.com\/$/);
  });

  test('by e-mail, with the same Message-ID whenever it is sent again', async () => {
    mailServer = await aMailServer();
    const office = await anOffice({ mail: mailServer.mail });
    await office.choose(office.lin, [{ channel: 'EMAIL', address: 'lin@example.com' }]);
    await office.tell(office.lin, { due: DUE });
    mailServer.failures.push('DROP_AFTER_DATA');
    await office.once();
    await office.later();
    await office.once();
    const letters = mailServer.letters.map(({ to, subject, messageId }) => ({ to, subject, messageId }));
    const [{ id }] = (await office.rows('select id from "Delivery"')) as [{ id: string }];
    expect(letters).toEqual(
      Array(2).fill({ to: 'lin@example.com', subject: '请跟进：王总 · 回访', messageId: `<${id}@crm.example.com>` }),
    );
    expect(mailServer.letters[0]!.text).toContain('到期时间 2027-03-05 10:30');
    expect(await deliveries(office)).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
  });

  test('by a signed call of one’s own, with one id at every attempt', async () => {
    const office = await anOffice({ privateHosts: ['127.0.0.1'] });
    const receiver = new Receiver();
    receivers.push(receiver);
    receiver.secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    receiver.answers.push(500);
    await office.choose(office.lin, [{ channel: 'WEBHOOK', address: await receiver.start(), secret: receiver.secret }]);
    await office.tell(office.lin, { due: DUE });
    await office.once();
    await office.later();
    await office.once();
    expect(receiver.received.map(({ isSigned }) => isSigned)).toEqual([true, true]);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    const { data, type } = receiver.received[0]!.body;
    expect([type, data]).toMatchObject([
      'notification',
      { kind: 'REMINDER', title: '请跟进：王总 · 回访', url: 'https://crm.example.com/' },
    ]);
  });

  test('a private address is not called, and its owner is told', async () => {
    const office = await anOffice();
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await office.choose(office.lin, [{ channel: 'WEBHOOK', address: 'https://127.0.0.1/hook', secret }]);
    await office.tell(office.lin);
    await office.once();
    expect(await deliveries(office)).toMatchObject([
      { lastError: 'CONFIGURATION', lastAnswer: 'refused: not a public address' },
    ]);
  });
});

describe('a token is one for all processes', () => {
  test('asked for once by many at once, and used until it is refused; then once more', async () => {
    const office = await anOffice();
    const { tokens } = office.providers.wecom;
    await office.choose(office.lin, [APP]);
    for (let card = 0; card < 6; card++) await office.tell(office.lin, { name: `客户${card}` });
    office.work();
    office.work();
    await until('all were read', () => office.providers.shown.length === 6);
    expect(tokens.asked).toBe(1);
    tokens.revoke();
    await office.tell(office.lin, { name: '最后一位' });
    await until('the last was read', () => office.providers.shown.length === 7);
    expect(tokens.asked).toBe(2);
    const kept = await office.rows('select sealed from "ProviderToken"');
    expect(JSON.stringify(kept)).not.toContain('tok-');
    expect((await deliveries(office)).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  test('whoever dies while asking holds the others up no longer than it may take', async () => {
    const office = await anOffice();
    const asked: string[] = [];
    const ask = (name: string) => () => {
      asked.push(name);
      return Promise.resolve({ token: `of ${name}`, livesForMs: 60_000 });
    };
    const tokensOf = (name: string) => new AppTokens({ ...office.parts, key: 'k', ask: ask(name) });
    const dead = new AppTokens({ ...office.parts, key: 'k', ask: () => new Promise(() => undefined) });
    const never = new AbortController().signal;
    void dead.take(never);
    await until(
      'it asks',
      async () => (await office.rows('select 1 from "ProviderToken" where "askingUntil" is not null')).length > 0,
    );
    const [b, c] = [tokensOf('b').take(never), tokensOf('c').take(never)];
    await office.rows('update "ProviderToken" set "askingUntil" = now()');
    const tokens = await Promise.all([b, c]);
    expect(asked).toHaveLength(1);
    expect(new Set(tokens.map((one) => 'token' in one && one.token))).toEqual(new Set([`of ${asked[0]!}`]));
  });

  test('a wrong secret stops the app and no more: ADMIN is told', async () => {
    const office = await anOffice({ wecomSecret: 'wrong' });
    await office.choose(office.lin, [APP, WECOM_ROBOT]);
    await office.tell(office.lin);
    await office.once();
    expect(await deliveries(office)).toMatchObject([
      { channel: 'WECOM_APP', status: 'RETRYING', lastError: 'CONFIGURATION', lastAnswer: '40001 invalid credential' },
      { channel: 'WECOM_ROBOT', status: 'DELIVERED' },
    ]);
    const told = await office.rows(`select title->>'code' as code from "Notification" where "recipientId" = $1`, [
      office.admin.id,
    ]);
    expect(told).toEqual([{ code: 'CHANNEL_REFUSED' }]);
    office.providers.wecom.secret = 'wrong';
    await office.once();
    expect(await deliveries(office)).toMatchObject([{ status: 'DELIVERED' }, { status: 'DELIVERED' }]);
  });
});

describe('N2: a setting that is refused', () => {
  test('stops that address; whoever chose it is told once, and entered anew it goes on', async () => {
    const office = await anOffice();
    await office.choose(office.lin, [WECOM_ROBOT, DINGTALK]);
    await office.choose(office.wang, [WECOM_ROBOT]);
    office.providers.wecom.robots.clear();
    const ids = [
      await office.tell(office.lin),
      await office.tell(office.lin, { name: '另一位' }),
      await office.tell(office.wang),
    ];
    await office.once();
    await office.once();
    const told = await office.rows(
      `select "recipientId", body from "Notification" where title->>'code' = 'CHANNEL_REFUSED' order by "recipientId"`,
    );
    expect(told.map(({ recipientId }) => recipientId)).toEqual([office.lin.id, office.wang.id].sort());
    expect(JSON.stringify(told)).toContain('93000');
    expect(office.providers.arrivals.filter(({ provider }) => provider === 'wecom')).toEqual([]);
    office.providers.wecom.robots.add('a-new-key-12345678');
    await office.choose(office.lin, [{ ...WECOM_ROBOT, address: 'a-new-key-12345678' }, { channel: 'DINGTALK_ROBOT' }]);
    const sent = () => office.providers.shown.filter(({ to }) => to === 'a-new-key-12345678').length;
    await until('both have gone, one call at a time', async () => (await office.once(), sent() >= 2));
    const ofWang = await office.rows('select status from "Delivery" where "notificationId" = $1', [ids[2]]);
    expect(ofWang).toEqual([{ status: expect.stringMatching(/PENDING|RETRYING/) as unknown }]);
  });

  test('a yes that reached nobody is no yes', async () => {
    const office = await anOffice();
    office.providers.faults.push('INVALID_USER');
    await office.choose(office.lin, [APP]);
    await office.tell(office.lin);
    await office.once();
    expect(await deliveries(office)).toMatchObject([
      { status: 'DEAD', lastError: 'MESSAGE', lastAnswer: '0 invaliduser: linxiaojie' },
    ]);
  });

  test('a mailbox that isn’t there is the message’s; a login that is refused the configuration’s', async () => {
    mailServer = await aMailServer();
    const office = await anOffice({ mail: mailServer.mail });
    await office.choose(office.lin, [{ channel: 'EMAIL', address: 'lin@example.com' }]);
    mailServer.failures.push('NO_SUCH_MAILBOX');
    await office.tell(office.lin);
    await office.once();
    expect(await deliveries(office)).toMatchObject([
      { status: 'DEAD', lastError: 'MESSAGE', lastAnswer: expect.stringContaining('550') as unknown },
    ]);
    mailServer.failures.push('BAD_LOGIN');
    await office.tell(office.lin, { name: '另一位' });
    await office.once();
    const [, second] = await deliveries(office);
    expect(second).toMatchObject({
      status: 'RETRYING',
      lastError: 'CONFIGURATION',
      lastAnswer: expect.stringContaining('535') as unknown,
    });
  });
});

describe('R16: a time-out after the message was taken, or an end between taking and telling', () => {
  const FAULTS = ['ACCEPTED_HANG', 'ACCEPTED_RESET', 'KILL'] as const;
  const timesRead = async (channel: object, fault: (typeof FAULTS)[number]) => {
    const office = await anOffice({ timeoutMs: 1500 });
    await office.choose(office.lin, [channel as typeof APP]);
    await office.tell(office.lin, { name: '只读一次' });
    if (fault !== 'KILL') office.providers.faults.push(fault);
    await (fault === 'KILL' ? office.sendAndDie() : office.once());
    await office.later();
    await office.once();
    expect(await deliveries(office)).toMatchObject([{ status: 'DELIVERED', attempts: 2 }]);
    return office.providers.shown.length;
  };

  test.each(FAULTS)('%s: read once through the apps, which can tell', async (fault) => {
    expect(await timesRead(APP, fault)).toBe(1);
    expect(await timesRead(FEISHU_PERSON, fault)).toBe(1);
  });

  test.each(FAULTS)('%s: read twice through robots, which can’t; never lost', async (fault) => {
    expect(await timesRead(WECOM_ROBOT, fault)).toBe(2);
    expect(await timesRead(DINGTALK, fault)).toBe(2);
    expect(await timesRead(FEISHU_GROUP, fault)).toBe(2);
  });
});
