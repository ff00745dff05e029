import { request } from 'node:http';
import { connect } from 'node:net';
import { createClient, type Client, type RequestParams } from 'graphql-sse';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import { anApi, type Api } from '../support/api.js';
import { aSocket } from '../support/sockets.js';
import { until } from '../support/until.js';

const EVENTS = 'subscription ($after: Cursor) { events(after: $after) { cursor type } }';
const CREATE = 'mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { cursor } }';

let phones = 13_900_138_000;
async function aChange(api: Api): Promise<string> {
  const input = { name: '周敏', phone: `${++phones}` };
  const { data } = await api.gql<{ createCustomer: { cursor: string } }>(CREATE, { input }, api.admin);
  return data.createCustomer.cursor;
}

/** The cursors of everything after one. */
async function logAfter(api: Api, after: string): Promise<readonly string[]> {
  const query = 'query ($after: Cursor) { events(after: $after, first: 100) { nodes { cursor } } }';
  const { data } = await api.gql<{ events: { nodes: { cursor: string }[] } }>(query, { after }, api.admin);
  return data.events.nodes.map(({ cursor }) => cursor);
}

const headOf = async (api: Api) => (await api.gql<{ head: string }>('{ head }', {}, api.admin)).data.head;

describe('bounds of connections', () => {
  test('of one person, of one address, and new ones in a second: whoever is one too many is told to come again', async () => {
    const api = await anApi({
      streamLimits: { connectionsPerUser: 2, connectionsPerAddress: 4, connectionsPerSecond: 8 },
    });
    const { token } = await api.person('MANAGER');
    const [first, second] = [await aSocket(api, token), await aSocket(api, token)];
    expect([await first.accepted, await second.accepted]).toEqual([true, true]);
    expect(await (await aSocket(api, token)).closed).toBe(1013);
    const others = [await aSocket(api, api.admin), await aSocket(api, api.admin)];
    expect(await Promise.all(others.map((one) => one.accepted))).toEqual([true, true]);
    expect(await (await aSocket(api, token)).closed).toBe(1013);
    const elsewhere = { 'x-forwarded-for': '203.0.113.7' };
    expect(await (await aSocket(api, token, elsewhere)).closed).toBe(1013);

    first.socket.close();
    await first.closed;
    const inItsPlace = await until('there is room again', async () => {
      const socket = await aSocket(api, token, elsewhere);
      return (await socket.accepted) ? socket : null;
    });
    expect(inItsPlace.socket.readyState).toBe(WebSocket.OPEN);
    const crowd = await Promise.all(
      Array.from({ length: 20 }, () => aSocket(api, 'x', { 'x-forwarded-for': '203.0.113.8' })),
    );
    expect(await Promise.all(crowd.map((one) => one.closed))).toContain(1013);
  });

  test('a socket that says nothing, sends too much, answers no ping or runs nothing is closed', async () => {
    const api = await anApi({ streamLimits: { initSeconds: 1, pingSeconds: 1, idleSeconds: 3, payloadBytes: 4096 } });
    const silent = new WebSocket(api.graphqlUrl.replace('http', 'ws'), 'graphql-transport-ws');
    const silence = new Promise<number>((resolve) => silent.once('close', resolve));
    const loud = await aSocket(api, api.admin);
    const idle = await aSocket(api, api.admin);
    const busy = await aSocket(api, api.admin);
    expect(await Promise.all([loud, idle, busy].map((one) => one.accepted))).toEqual([true, true, true]);
    busy.start('1', EVENTS);
    loud.start('1', `{ viewer { id } } # ${'x'.repeat(5000)}`);
    const dead = await aDeafSocket(api);
    expect(await loud.closed).toBe(1009);
    expect(await silence).toBe(4408);
    expect(await idle.closed).toBe(1000);
    await dead.closed;
    expect(busy.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('one that is turned away and breaks the protocol on its way out takes nobody else along', async () => {
    const api = await anApi({ streamLimits: { connectionsPerAddress: 1 } });
    const first = await aSocket(api, api.admin);
    expect(await first.accepted).toBe(true);
    const line = await aLine(api);
    const closed = new Promise((resolve) => line.once('close', resolve));
    line.write(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await closed;
    expect(await first.ask('1', '{ viewer { id } }')).toMatchObject({ type: 'next', payload: { data: {} } });
  });

  test('one that speaks another protocol, or none, is closed with 4406, whatever it says on its way out', async () => {
    const api = await anApi();
    // A client that offered some misses it in the answer, and breaks off by itself.
    for (const [protocols, code] of [
      [[], 4406],
      [['graphql-ws'], 1006],
    ] as const) {
      const socket = new WebSocket(api.graphqlUrl.replace('http', 'ws'), [...protocols]);
      socket.on('error', () => undefined);
      const closed = new Promise<number>((resolve) => socket.once('close', resolve));
      socket.once('open', () => socket.send('{"type":"connection_init"}'));
      expect(await closed).toBe(code);
    }
    const first = await aSocket(api, api.admin);
    expect(await first.accepted).toBe(true);
  });

  test('one without a protocol that talks at once takes nobody else along', async () => {
    const api = await anApi();
    const line = await aLine(api, '');
    const text = Buffer.from('hello');
    const closed = new Promise((resolve) => line.once('close', resolve));
    line.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
    line.write(Buffer.from([0x88, 0x80, 0, 0, 0, 0]));
    await closed;
    expect(await (await aSocket(api, api.admin)).accepted).toBe(true);
  });

  /** One that is connected and signed in, and reads nothing: no ping either. */
  async function aDeafSocket(api: Api) {
    const line = await aLine(api);
    const init = Buffer.from(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${api.admin}` } }),
    );
    line.write(Buffer.concat([Buffer.from([0x81, 0xfe, init.length >> 8, init.length & 255, 0, 0, 0, 0]), init]));
    return { closed: new Promise((resolve) => line.once('close', resolve)) };
  }

  /** What a socket runs over, once the server speaks WebSocket there. */
  async function aLine(api: Api, protocol = 'Sec-WebSocket-Protocol: graphql-transport-ws\r\n') {
    const line = connect(api.port, '127.0.0.1');
    line.write(
      `GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n${protocol}` +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await new Promise((resolve) => line.once('data', resolve));
    return line;
  }
});

describe('what is wrong with a document is told alike over HTTP, WebSocket and event streams', () => {
  const depth = (levels: number): string =>
    levels === 0 ? '{ id }' : `{ owner { team { lead ${depth(levels - 1)} } } }`;
  const DOCUMENTS: readonly (readonly [string, string, object?])[] = [
    ['a syntax error', '{ viewer { '],
    ['a field that is not there', '{ viewr { id } }'],
    ['a name nearly right', '{ viewer { nam } }'],
    ['an argument of the wrong type', '{ customer(id: {}) { id } }'],
    ['a variable that is missing', 'query ($id: ID!) { customer(id: $id) { id } }'],
    ['a variable of the wrong type', 'query ($first: Int) { customers(first: $first) { totalCount } }', { first: 'x' }],
    ['too deep', `{ customers { nodes ${depth(6)} } }`],
    ['too many aliases', `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`],
    ['too many tokens', `{ ${'viewer { id } '.repeat(600)} }`],
    [
      'too large an answer',
      '{ customers(first: 100) { nodes { timeline(first: 100) { nodes { customer { timeline(first: 100) { nodes { id } } } } } } } }',
    ],
    [
      'too many directives',
      `{ viewer { ${Array.from({ length: 8 }, (_, n) => `a${n}: id @include(if: true)`).join(' ')} } }`,
    ],
    ['a subscription that is too deep', `subscription { events { customer ${depth(6)} } }`],
    [
      'a subscription with too large an answer',
      'subscription { events { customer { timeline(first: 100) { nodes { customer { timeline(first: 100) { nodes { customer { timeline(first: 100) { nodes { id } } } } } } } } } } }',
    ],
    ['two operations and no name', 'query a { head } query b { head }'],
    ['a page that is too large', '{ customers(first: 1000) { totalCount } }'],
    ['an id of nobody', '{ workbench(userId: "usr_nobody") { cursor } }'],
  ];
  const shapes = (errors: readonly GraphQLFormattedError[] | undefined) =>
    errors?.map(({ message, extensions, path }) => ({ message, code: extensions?.['code'], path }));

  test('each of them', async () => {
    const api = await anApi();
    const socket = await aSocket(api, api.admin);
    const client = sse(api, api.admin);
    for (const [what, query, variables = {}] of DOCUMENTS) {
      const { errors } = await api.gql(query, variables, api.admin);
      const told = await socket.ask(what, query, variables);
      const overSocket = (
        told.type === 'error' ? told.payload : (told.payload as { errors: unknown }).errors
      ) as GraphQLFormattedError[];
      const [overEvents] = await eventsOf(client, { query, variables: variables as never }, 1);
      const expected = { what, errors: shapes(errors) };
      expect({ what, errors: shapes(overSocket) }).toEqual(expected);
      expect({ what, errors: shapes(overEvents!.errors as never) }).toEqual(expected);
      expect(errors).not.toBeUndefined();
    }
  });
});

const clients: Client[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.dispose()));

function sse(api: Api, token: string, retryAttempts = 0): Client {
  const client = createClient({
    url: `${api.url}/graphql/stream`,
    headers: { authorization: `Bearer ${token}` },
    retryAttempts,
  });
  clients.push(client);
  return client;
}

type Result = Record<string, unknown> & { readonly data?: Record<string, never> | null; readonly errors?: unknown };

/** So many results of an operation, or all where it ends before. */
function eventsOf(client: Client, params: RequestParams, count: number): Promise<readonly Result[]> {
  return new Promise((resolve, reject) => {
    const results: Result[] = [];
    const stop = client.subscribe(params, {
      next: (result) => {
        results.push(result as Result);
        if (results.length < count) return;
        stop();
        resolve(results);
      },
      error: reject,
      complete: () => resolve(results),
    });
  });
}

const cursorsOf = async (results: Promise<readonly Result[]>): Promise<readonly string[]> =>
  (await results).map(({ data }) => (data as unknown as { events: { cursor: string } }).events.cursor);

describe('event streams', () => {
  test('S2: resume after a cursor, in order and once, and go on live; they run queries as well', async () => {
    const api = await anApi();
    const client = sse(api, api.admin);
    const after = await headOf(api);
    await aChange(api);
    const missed = await logAfter(api, after);
    const following = cursorsOf(eventsOf(client, { query: EVENTS, variables: { after } }, 2 * missed.length));
    await aChange(api);
    expect(await following).toEqual(await logAfter(api, after));
    expect(await eventsOf(client, { query: '{ viewer { role } }' }, 5)).toEqual([
      { data: { viewer: { role: 'ADMIN' } } },
    ]);
  });

  test('S4: end with the session, told why; nobody unknown has one', async () => {
    const api = await anApi();
    const { token } = await api.person('MANAGER');
    const following = eventsOf(sse(api, token), { query: EVENTS }, 1);
    await until('it is connected', async () => {
      await aChange(api);
      return true;
    });
    await following;
    const ended = eventsOf(sse(api, token), { query: 'subscription { notifications { id } }' }, 99);
    await api.gql('mutation { signOut }', {}, token);
    const [last] = await ended;
    expect(last?.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    const answer = await fetch(`${api.url}/graphql/stream?query={head}`, { headers: { accept: 'text/event-stream' } });
    expect([answer.status, await answer.json()]).toMatchObject([
      401,
      { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
    expect((await fetch(`${api.url}/graphql/stream?query={head}`)).status).toBe(406);
  });

  test('share the bounds of sockets, and a client goes on elsewhere after the server’s end', async () => {
    const api = await anApi({ streamLimits: { connectionsPerUser: 1 } });
    const { token } = await api.person('MANAGER');
    const after = await headOf(api);
    const following = cursorsOf(eventsOf(sse(api, token, 20), { query: EVENTS, variables: { after } }, 1));
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const refused = await until('the stream stands', async () => {
      const answer = await fetch(`${api.url}/graphql/stream?query={head}`, { headers });
      await answer.body?.cancel();
      return answer.status === 429 ? answer : null;
    });
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(await (await aSocket(api, token)).closed).toBe(1013);
    await api.restart();
    await aChange(api);
    expect(await following).toEqual((await logAfter(api, after)).slice(0, 1));
  });

  test('R21: a reader that takes nothing doesn’t fill the server, holds up nobody, and finds everything when it goes on', async () => {
    const api = await anApi();
    const after = await headOf(api);
    const query = encodeURIComponent(EVENTS);
    const url = `${api.url}/graphql/stream?query=${query}&variables=${encodeURIComponent(JSON.stringify({ after }))}`;
    const slow = request(url, { headers: { accept: 'text/event-stream', authorization: `Bearer ${api.admin}` } }).end();
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) =>
      slow.once('response', resolve),
    );
    response.pause();
    for (let time = 0; time < 20; time++) await aChange(api);
    const all = await logAfter(api, after);
    const others = eventsOf(sse(api, api.admin), { query: EVENTS, variables: { after } }, all.length);
    expect(await cursorsOf(others)).toEqual(all);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    response.resume();
    await until('the slow one has everything', () => text.includes(all.at(-1)!));
    expect([...text.matchAll(/"cursor":"(\w+)"/g)].map(([, cursor]) => cursor)).toEqual(all);
    response.destroy();
  });
});
