import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anApi, type Api } from '../support/api.js';
import { writeLogRows } from '../support/log-rows.js';
import { aSocket } from '../support/sockets.js';
import { until } from '../support/until.js';

/** The server's ends of all connections, as Node tells of them. */
const served = new Set<Socket>();
const serve = (message: unknown) => void served.add((message as { socket: Socket }).socket);
beforeAll(() => subscribe('net.server.socket', serve));
afterAll(() => void unsubscribe('net.server.socket', serve));

async function aCustomer(api: Api): Promise<string> {
  const query = 'mutation { createCustomer(input: { name: "周敏", wechat: "wx_zhoumin" }) { customer { id } } }';
  const { data } = await api.gql<{ createCustomer: { customer: { id: string } } }>(query, {}, api.admin);
  return data.createCustomer.customer.id;
}

const headOf = async (api: Api) => (await api.gql<{ head: string }>('{ head }', {}, api.admin)).data.head;

async function follower(api: Api, token: string, subscription: string) {
  const client = await aSocket(api, token);
  expect(await client.accepted).toBe(true);
  client.start('followed', subscription);
  const payloads = () =>
    client.told.filter(({ type }) => type === 'next').map(({ payload }) => JSON.stringify(payload));
  return { ...client, payloads };
}

test('R21: paused readers cost a bounded amount each, hold up nobody, and go on without a gap', async () => {
  const api = await anApi({ streamLimits: { pingSeconds: 600 } });
  const customerId = await aCustomer(api);
  const subscription = `subscription { customerChanged(after: "${await headOf(api)}") { cursor data } }`;
  served.clear();
  const paused = await Promise.all(Array.from({ length: 4 }, () => follower(api, api.admin, subscription)));
  const reader = await follower(api, api.admin, subscription);
  for (const { socket } of paused) socket.pause();
  // Far more than the system's own buffers between the two ends take.
  const [EVENTS, BYTES] = [120, 200_000];
  for (let event = 0; event < EVENTS; event++) {
    await writeLogRows(api.database, [customerId], { note: '.'.repeat(BYTES) });
    api.announce();
  }
  await until('the reader has everything', () => reader.payloads().length === EVENTS, 60_000);
  const unsent = [...served].map(({ writableLength }) => writableLength);
  const stuck = unsent.filter((bytes) => bytes > 0);
  expect(stuck).toHaveLength(paused.length);
  expect(Math.max(...stuck)).toBeLessThan(2 * 1024 * 1024);

  for (const { socket } of paused) socket.resume();
  await until('they have everything', () => paused.every(({ payloads }) => payloads().length >= EVENTS), 60_000);
  for (const { payloads } of paused) expect(payloads()).toEqual(reader.payloads());
});

test('R3: an event reaches each of many subscribers of an operation, once, with one answer for all', async () => {
  const api = await anApi({ streamLimits: { connectionsPerSecond: 1_000 } });
  const customerId = await aCustomer(api);
  const people = [];
  for (let person = 0; person < 5; person++) people.push(await api.person('MANAGER'));
  const subscription = 'subscription { customerChanged { cursor type customer { id name stage { code } } } }';
  const followers = await Promise.all(
    people.flatMap(({ token }) => Array.from({ length: 60 }, () => follower(api, token, subscription))),
  );
  await until('all follow', async () => {
    await writeLogRows(api.database, [customerId]);
    api.announce();
    return followers.every(({ payloads }) => payloads().length > 0);
  });
  await writeLogRows(api.database, [customerId], { last: true });
  api.announce();
  const { data } = await api.gql<{ events: { nodes: { cursor: string }[] } }>(
    '{ events(types: [CUSTOMER_CHANGED], first: 100) { nodes { cursor } } }',
    {},
    api.admin,
  );
  const cursors = data.events.nodes.map(({ cursor }) => cursor).sort();
  const last = (one: (typeof followers)[number]) => one.payloads().at(-1) ?? '';
  await until('the last has come to all', () => followers.every((one) => last(one).includes(cursors.at(-1)!)));
  for (const { payloads } of followers) {
    const told = payloads();
    expect(told.map((payload) => /"cursor":"(\w+)"/.exec(payload)![1])).toEqual(cursors.slice(-told.length));
    expect(told.at(-1)).toBe(last(followers[0]!));
  }
});
