import { describe, expect, test } from '@jest/globals';
import { testChannel } from '../../commands/notification-channel/test-channel.js';
import type { OutsideChannel } from '../../domain/delivery/delivery.js';
import type { Viewer } from '../../domain/policy.js';
import { answer, read } from '../support/reads.js';
import { aPostOffice, type PostOffice } from '../support/post-office.js';

const KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';
const ROBOT = { channel: 'WECOM_ROBOT', address: KEY } as const;
const APP = { channel: 'WECOM_APP' } as const;

async function anOffice(): Promise<PostOffice> {
  const office = await aPostOffice();
  office.providers.wecom.robots.add(KEY);
  office.providers.wecom.members.add('LinXiaojie');
  await office.rows(`update "User" set "wecomUserId" = 'LinXiaojie' where id = $1`, [office.lin.id]);
  return office;
}

const send = (office: PostOffice, channel: OutsideChannel, by: Viewer = office.lin, key?: string) =>
  office.as(by, testChannel, { userId: office.lin.id, channel, isServed: true }, key);

const CARD = `query ($id: ID!) { node(id: $id) { ... on Notification {
  deliveries { id channel status attempts nextAttemptAt tries { number startedAt endedAt error answer } } } } }`;
interface Told {
  readonly node: { readonly deliveries: readonly { id: string; status: string; tries: object[] }[] | null };
}
const seenBy = (office: PostOffice, viewer: Viewer, id: string) =>
  answer<Told>(office, viewer, CARD, { id }).then(({ node }) => node.deliveries);

describe('N1: a channel can be tried out', () => {
  test('the message goes through that channel alone, at once, within quiet hours too, and stands in the inbox', async () => {
    const office = await anOffice();
    await office.choose(office.lin, [ROBOT, APP], { quietHours: { from: '00:00', to: '23:59' } });
    const { refusal, answer: told, cursor } = await send(office, 'WECOM_APP');
    expect([refusal, cursor]).toEqual([null, expect.any(String)]);
    await office.once();
    await office.once();
    expect(office.providers.shown.map(({ to, text }) => [to, text.split('\n')[0]])).toEqual([
      ['LinXiaojie', '测试消息：企业微信应用'],
    ]);
    const cards = await office.rows(`select id, "recipientId", "readAt" from "Notification"`);
    expect(cards).toMatchObject([{ recipientId: office.lin.id, readAt: null }]);
    const [delivery, ...others] = (await seenBy(office, office.lin, String(cards[0]!['id'])))!;
    expect(others).toEqual([]);
    expect(delivery).toMatchObject({ id: told['deliveryId'], status: 'DELIVERED', attempts: 1, nextAttemptAt: null });
    expect(delivery!.tries).toMatchObject([{ number: 1, error: null, endedAt: expect.any(Date) }]);
  });

  test('asked twice with one key it goes once; more than three a minute are refused, and count among no day’s cards', async () => {
    const office = await anOffice();
    await office.choose(office.lin, [ROBOT]);
    const [first, again] = [
      await send(office, 'WECOM_ROBOT', office.lin, 'k'),
      await send(office, 'WECOM_ROBOT', office.lin, 'k'),
    ];
    expect(again.answer).toEqual(first.answer);
    await send(office, 'WECOM_ROBOT');
    await send(office, 'WECOM_ROBOT', office.admin);
    expect((await send(office, 'WECOM_ROBOT')).refusal).toMatchObject({ code: 'TEST_LIMIT', limit: 3, used: 3 });
    await office.rows(`update "Delivery" set "createdAt" = now() - interval '61 seconds'`);
    expect((await send(office, 'WECOM_ROBOT')).refusal).toBeNull();
    expect(await office.rows(`select 1 from "Delivery" where "pushDay" is not null`)).toEqual([]);
  });

  test('a channel that they didn’t choose is refused, and so is one of somebody who left', async () => {
    const office = await anOffice();
    expect((await send(office, 'EMAIL')).refusal).toEqual({ code: 'CHANNEL_NOT_CHOSEN', field: 'channel' });
    await office.choose(office.lin, [ROBOT]);
    await office.rows(`update "User" set active = false where id = $1`, [office.lin.id]);
    expect((await send(office, 'WECOM_ROBOT', office.admin)).refusal).toMatchObject({ code: 'CHANNEL_NOT_CHOSEN' });
    expect(await office.rows('select 1 from "Notification"')).toEqual([]);
  });

  test('an address that was refused is tried once more; the organisation’s own account only for an administrator', async () => {
    const office = await anOffice();
    await office.choose(office.lin, [ROBOT, APP]);
    await office.rows(`update "DeliveryLane" set "pausedAt" = now(), "pausedBecause" = '93000 invalid webhook url'`);
    const paused = async () =>
      (await office.rows(`select key from "DeliveryLane" where "pausedAt" is not null`)).map(({ key }) => key);
    await send(office, 'WECOM_ROBOT');
    await send(office, 'WECOM_APP');
    expect(await paused()).toEqual(['WECOM_APP']);
    await send(office, 'WECOM_APP', office.admin);
    expect(await paused()).toEqual([]);
    await office.once();
    expect(office.providers.shown.map(({ to }) => to).sort()).toEqual([KEY, 'LinXiaojie', 'LinXiaojie']);
  });
});

describe('N2: what became of a message', () => {
  test('is seen, try by try, by its recipient and by administrators, and by no superior', async () => {
    const office = await anOffice();
    await office.choose(office.lin, [ROBOT]);
    office.providers.wecom.robots.delete(KEY);
    const id = await office.tell(office.lin);
    await office.once();
    office.providers.wecom.robots.add(KEY);
    await office.choose(office.lin, [ROBOT]);
    await office.later();
    await office.once();
    for (const viewer of [office.lin, office.admin]) {
      const [delivery] = (await seenBy(office, viewer, id))!;
      expect(delivery).toMatchObject({ channel: 'WECOM_ROBOT', status: 'DELIVERED', attempts: 2 });
      expect(delivery!.tries).toMatchObject([
        { number: 1, error: 'CONFIGURATION', answer: '93000 invalid webhook url' },
        { number: 2, error: null },
      ]);
      expect(JSON.stringify(delivery)).not.toContain(KEY);
    }
    const [{ id: deliveryId } = { id: '' }] = (await seenBy(office, office.lin, id))!;
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    for (const viewer of [office.teamLead, office.manager]) {
      expect(await seenBy(office, viewer, id)).toBeNull();
      expect(await answer(office, viewer, node, { id: deliveryId })).toEqual({ node: null });
    }
    expect(await answer(office, office.lin, node, { id: deliveryId })).toEqual({ node: { id: deliveryId } });
  });

  test('of many cards is read in as many statements as of one', async () => {
    const office = await anOffice();
    await office.choose(office.lin, [ROBOT, APP]);
    const list = 'query ($first: Int) { notifications(first: $first) { nodes { deliveries { tries { number } } } } }';
    for (let n = 0; n < 6; n++) await office.tell(office.lin, { name: `客户${n}` });
    await office.once();
    const statements = async (first: number) => (await read(office, office.lin, list, { first })).statements;
    expect(await statements(6)).toBe(await statements(1));
  });
});
