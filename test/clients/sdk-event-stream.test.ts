import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '../../clients/sdk/client.js';
import { CreateCustomerDocument, CustomerChangedDocument, MeDocument } from '../../clients/sdk/generated/operations.js';
import { eventsIn } from '../../clients/sdk/server-sent-events.js';
import { memoryStore, type KeptSession } from '../../clients/sdk/session-store.js';
import { anApi, type Api } from '../support/api.js';
import { clientOf, clientWith } from '../support/clients.js';
import { aProxy } from '../support/proxy.js';
import { aSession } from '../support/sessions.js';
import { take, takeOne } from '../support/take.js';
import { until } from '../support/until.js';

let api: Api;
let admin: Client;
let phones = 13_900_138_000;
beforeEach(async () => {
  api = await anApi();
  admin = clientOf(api, api.admin);
});

async function aChange(): Promise<string> {
  const { createCustomer } = await admin.request(CreateCustomerDocument, {
    input: { name: '周敏', phone: `${++phones}` },
  });
  return createCustomer.customer!.id;
}

const headNow = async () => (await admin.request(MeDocument)).head;
const STREAM = 'POST /graphql/stream';

test('a line that is cut again and again comes back, and misses and repeats nothing', async () => {
  const proxy = await aProxy(api);
  const client = clientWith(proxy, { token: api.admin, transport: 'SSE' });
  const stream = client.subscribe(CustomerChangedDocument, { after: await headNow() });
  const ids: string[] = [];
  const seen: string[] = [];
  for (let round = 0; round < 4; round++) {
    ids.push(await aChange());
    seen.push((await takeOne(stream)).customerChanged.customer!.id);
    proxy.cut();
    ids.push(await aChange());
  }
  seen.push(...(await take(stream, 4)).map(({ customerChanged }) => customerChanged.customer!.id));
  expect(new Set(seen)).toEqual(new Set(ids));
  expect(seen).toEqual(ids);
  expect(proxy.asked.filter((line) => line === STREAM).length).toBeGreaterThan(4);
  expect(proxy.asked).not.toContain('WEBSOCKET');
});

test('a stream outlives a restart of the server', async () => {
  const client = clientWith(api, { token: api.admin, transport: 'SSE' });
  const stream = client.subscribe(CustomerChangedDocument, { after: await headNow() });
  const first = await aChange();
  expect((await takeOne(stream)).customerChanged.customer!.id).toBe(first);
  await api.restart();
  const second = await aChange();
  expect((await takeOne(stream)).customerChanged.customer!.id).toBe(second);
});

describe('where nothing is chosen', () => {
  test('subscriptions go over event streams where WebSockets do not pass, from then on at once', async () => {
    const proxy = await aProxy(api, { webSockets: false });
    const client = clientWith(proxy, { token: api.admin });
    const after = await headNow();
    const id = await aChange();
    const { customerChanged } = await takeOne(client.subscribe(CustomerChangedDocument, { after }));
    expect(customerChanged.customer!.id).toBe(id);
    const attempts = proxy.asked.filter((line) => line === 'WEBSOCKET').length;
    await takeOne(client.subscribe(CustomerChangedDocument, { after }));
    expect(proxy.asked.filter((line) => line === 'WEBSOCKET')).toHaveLength(attempts);
    expect(proxy.asked.at(-1)).toBe(STREAM);
  });

  test('a WebSocket that is cut stays one', async () => {
    const proxy = await aProxy(api);
    const client = clientWith(proxy, { token: api.admin });
    const stream = client.subscribe(CustomerChangedDocument, { after: await headNow() });
    for (let round = 0; round < 3; round++) {
      const id = await aChange();
      expect((await takeOne(stream)).customerChanged.customer!.id).toBe(id);
      proxy.cut();
    }
    const id = await aChange();
    expect((await takeOne(stream)).customerChanged.customer!.id).toBe(id);
    expect(proxy.asked).not.toContain(STREAM);
  });
});

test('a stream outlives its access token, and ends with its session', async () => {
  const told: (KeptSession | null)[] = [];
  const sessionStore = memoryStore(await aSession(api, 2));
  const onSession = (kept: KeptSession | null) => told.push(kept);
  const client = clientWith(api, { sessionStore, onSession, transport: 'SSE' });
  const stream = client.subscribe(CustomerChangedDocument, { after: await headNow() });
  await until('the token is renewed', () => told.length === 1);
  const id = await aChange();
  expect((await takeOne(stream)).customerChanged.customer!.id).toBe(id);
  await clientWith(api, { sessionStore }).signOut();
  await expect(stream.next()).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
});

test('what the API does not begin is thrown with its code', async () => {
  const client = clientWith(api, { token: api.admin, transport: 'SSE' });
  const stream = client.subscribe(CustomerChangedDocument, { after: 'nonsense' });
  await expect(stream.next()).rejects.toMatchObject({ codes: ['BAD_USER_INPUT'] });
  const stranger = clientWith(api, { token: 'nobody', transport: 'SSE' });
  await expect(stranger.subscribe(CustomerChangedDocument).next()).rejects.toMatchObject({
    codes: ['UNAUTHENTICATED'],
  });
});

test('closing ends the loops', async () => {
  const client = clientWith(api, { token: api.admin, transport: 'SSE' });
  const stream = client.subscribe(CustomerChangedDocument, { after: await headNow() });
  await aChange();
  await takeOne(stream);
  await client.close();
  expect(await stream.next()).toMatchObject({ done: true });
});

test('events are read wherever their bytes are cut, by whatever ends their lines', async () => {
  const text = ':\n\nevent: next\r\ndata: {"a":\r\ndata: "周"}\r\n\r\nevent:complete\rdata:\r\r\nunfinished';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, 7, bytes.length]) {
    let from = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (to) => (from < bytes.length ? to.enqueue(bytes.subarray(from, (from += size))) : to.close()),
    });
    const events: unknown[] = [];
    for await (const event of eventsIn(body, () => undefined)) events.push(event);
    expect(events).toEqual([
      { name: 'next', data: '{"a":\n"周"}' },
      { name: 'complete', data: '' },
    ]);
  }
});
