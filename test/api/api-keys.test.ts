import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import {
  ApiKeysDocument,
  CaptureLeadDocument,
  ClaimNextDocument,
  CreateApiKeyDocument,
  CreateCustomerDocument,
  CreateSourceDocument,
  CreateUserDocument,
  CustomersDocument,
  EventStreamDocument,
  EventsDocument,
  MeDocument,
  QualifyLeadDocument,
  RevokeApiKeyDocument,
  UpdateSettingsDocument,
  UpdateUserDocument,
  UsersDocument,
} from '../../clients/sdk/generated/operations.js';
import { type GenjinError } from '../../clients/sdk/error.js';
import { newKey } from '../support/api-keys.js';
import { anApi, PASSWORD, type Api } from '../support/api.js';
import { clientOf } from '../support/clients.js';
import { take } from '../support/take.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

const ME = '{ viewer { id name role isApiKey } }';

const aKey = (wishes?: Parameters<typeof newKey>[1]) => newKey(api, wishes);

let phones = 13_800_138_000;
const somebody = () => ({ name: '周敏', phone: `${++phones}` });

const codesOf = (call: Promise<unknown>): Promise<readonly string[]> =>
  call.then(
    () => [],
    (error: unknown) => (error as GenjinError).codes,
  );

const holds = async (secret: string): Promise<boolean> => (await api.gql(ME, {}, secret)).status === 200;

/** What a socket that shows this secret is closed with, or that it was let in. */
async function connect(secret: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${api.port}/graphql`, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${secret}` } }));
  const acknowledged = new Promise<'acknowledged'>((resolve) => socket.once('message', () => resolve('acknowledged')));
  return { first: await Promise.race([acknowledged, closed]), closed, socket };
}

test('a key’s secret is shown once, and kept as a hash', async () => {
  const admin = clientOf(api, api.admin);
  const input = { name: '报表', role: 'MANAGER' as const, idempotencyKey: 'once' };
  const { createApiKey: made } = await admin.request(CreateApiKeyDocument, { input });
  expect(made.secret).toMatch(/^gj_[0-9a-f]{12}_[\w-]{43}$/);
  expect(made.apiKey).toMatchObject({ name: '报表', role: 'MANAGER', scopes: ['read'], teams: [], lastUsedAt: null });
  expect(made.secret!.startsWith(`${made.apiKey!.prefix}_`)).toBe(true);

  const { createApiKey: again } = await admin.request(CreateApiKeyDocument, { input });
  expect(again).toMatchObject({ apiKey: { id: made.apiKey!.id }, secret: null });
  const { apiKeys } = await admin.request(ApiKeysDocument);
  expect(apiKeys[0]).toEqual(made.apiKey);

  const tables = ['ApiKey', 'User', 'Event', 'IdempotencyKey'];
  const kept = await Promise.all(tables.map((name) => api.database.pool.query(`select t::text from "${name}" t`)));
  expect(JSON.stringify(kept.map(({ rows }) => rows as unknown))).not.toContain(made.secret!.slice(16));
});

test('its bearer is told apart from people, and stands in the log under its name', async () => {
  const key = await aKey({ name: '官网' });
  const { data } = await api.gql<{ viewer: { id: string } }>(ME, {}, key.secret);
  expect(data.viewer).toMatchObject({ name: '官网', role: 'MANAGER', isApiKey: true });
  const client = clientOf(api, key.secret);
  const { createCustomer } = await client.request(CreateCustomerDocument, {
    input: somebody(),
  });
  const { events } = await client.request(EventsDocument, { first: 100 });
  const made = events.nodes.find(({ type }) => type === 'CUSTOMER_CREATED');
  expect(made).toMatchObject({
    customer: { id: createCustomer.customer!.id },
    actor: { id: data.viewer.id, name: '官网' },
  });
});

test('a secret that is wrong, ended or revoked opens nothing', async () => {
  const key = await aKey();
  const other = await aKey();
  const [prefix, end] = [key.secret.slice(0, 16), key.secret.slice(16)];
  const wrong = [
    prefix + other.secret.slice(16),
    prefix + end.slice(0, -1),
    `${key.secret}A`,
    `gj_000000000000_${end}`,
    prefix,
    'gj_',
    key.secret.toUpperCase(),
  ];
  for (const secret of wrong) {
    const { status, code } = await api.gql(ME, {}, secret);
    expect({ secret, status, code }).toEqual({ secret, status: 401, code: 'UNAUTHENTICATED' });
  }
  expect(await holds(key.secret)).toBe(true);
  await api.database.pool.query(`update "ApiKey" set "expiresAt" = now() - interval '1 second' where id = $1`, [
    key.id,
  ]);
  expect(await holds(key.secret)).toBe(false);
  expect(await holds(other.secret)).toBe(true);
  const admin = clientOf(api, api.admin);
  const revoke = () => admin.request(RevokeApiKeyDocument, { input: { apiKeyId: other.id } });
  const { revokeApiKey } = await revoke();
  expect(revokeApiKey.apiKey!.revokedAt).not.toBeNull();
  expect((await revoke()).revokeApiKey).toMatchObject({ apiKey: revokeApiKey.apiKey, cursor: null });
  expect(await holds(other.secret)).toBe(false);
});

test('S4: revoking a key closes its sockets within 5 seconds, and ends no others', async () => {
  const [key, other] = [await aKey(), await aKey()];
  const [one, two] = [await connect(key.secret), await connect(other.secret)];
  expect([one.first, two.first]).toEqual(['acknowledged', 'acknowledged']);
  await clientOf(api, api.admin).request(RevokeApiKeyDocument, { input: { apiKeyId: key.id } });
  const revokedAt = Date.now();
  expect(await one.closed).toBe(4403);
  expect(Date.now() - revokedAt).toBeLessThan(5_000);
  expect(two.socket.readyState).toBe(WebSocket.OPEN);
  expect((await connect(key.secret)).first).toBe(4403);
  two.socket.close();
});

test('a key that runs out takes its sockets with it', async () => {
  const key = await aKey({ expiresAt: new Date(Date.now() + 1_500).toISOString() });
  const { first, closed } = await connect(key.secret);
  expect(first).toBe('acknowledged');
  expect(await closed).toBe(4403);
});

test('it subscribes as far as its role and teams go', async () => {
  const [east, west] = [await api.team('甲组'), await api.team('乙组')];
  const [lin, gao] = [await api.person('SALES', east), await api.person('SALES', west)];
  const key = await aKey({ role: 'TEAM_LEAD', teamIds: [east] });
  const client = clientOf(api, key.secret);
  const { head } = await client.request(MeDocument);
  const made: string[] = [];
  for (const { token } of [gao, lin]) {
    const input = somebody();
    const { createCustomer } = await clientOf(api, token).request(CreateCustomerDocument, { input });
    made.push(createCustomer.customer!.id);
  }
  const [event] = await take(client.subscribe(EventStreamDocument, { after: head }), 1);
  expect(event!.events.customer!.id).toBe(made[1]);
  const { customers } = await client.request(CustomersDocument, { first: 100 });
  const seen = customers.edges.map(({ node }) => node.id);
  expect(made.filter((id) => seen.includes(id))).toEqual([made[1]]);
});

test('one that is limited to teams reaches nothing of the whole organisation, whatever its role', async () => {
  const east = await api.team('华东组');
  const gao = await api.person('SALES', await api.team('华西组'));
  const scopes = ['read', 'write', 'configure'];
  const client = clientOf(api, (await aKey({ role: 'MANAGER', scopes, teamIds: [east] })).secret);
  const theirs = await clientOf(api, gao.token).request(CreateCustomerDocument, {
    input: somebody(),
  });
  const query = `query ($id: ID!, $ownerId: ID!) {
    customer(id: $id) { id } node(id: $id) { id } customers(filter: { ownerIds: [$ownerId] }) { totalCount }
  }`;
  const id = theirs.createCustomer.customer!.id;
  const { data } = await api.gql(query, { id, ownerId: gao.id }, (await aKey({ teamIds: [east] })).secret);
  expect(data).toEqual({ customer: null, node: null, customers: { totalCount: 0 } });
  const transfer = 'mutation ($i: TransferCustomerInput!) { transferCustomer(input: $i) { refusal { code } } }';
  const moved = await api.gql(
    transfer,
    { i: { customerId: id, toUserId: gao.id } },
    (await aKey({ teamIds: [east] })).secret,
  );
  expect(moved.code).toBe('NOT_FOUND');
  const pool = 'mutation { createPool(input: { name: "x", kind: PUBLIC, rules: {} }) { refusal { code } } }';
  expect(await codesOf(client.request(UpdateSettingsDocument, { input: { timeZone: 'UTC' } }))).toEqual(['FORBIDDEN']);
  expect((await api.gql(pool, {}, (await aKey({ scopes, teamIds: [east] })).secret)).code).toBe('FORBIDDEN');
});

test('it owns nothing: what it makes goes to the pool, it claims nothing, nobody can give it work, and it is no colleague', async () => {
  const key = await aKey({ role: 'SALES' });
  const client = clientOf(api, key.secret);
  const input = somebody();
  const { createCustomer } = await client.request(CreateCustomerDocument, { input });
  expect(createCustomer.customer).toMatchObject({ owner: null, pool: { kind: 'PUBLIC' } });
  const { viewer } = await client.request(MeDocument);
  const named = { ...somebody(), ownerId: viewer.id };
  expect(await codesOf(client.request(CreateCustomerDocument, { input: named }))).toEqual(['NOT_FOUND']);
  const admin = clientOf(api, api.admin);
  expect(await codesOf(admin.request(CreateCustomerDocument, { input: named }))).toEqual(['BAD_USER_INPUT']);
  const poolId = createCustomer.customer!.pool!.id;
  expect(await codesOf(client.request(ClaimNextDocument, { input: { poolId } }))).toEqual(['FORBIDDEN']);
  const { users } = await admin.request(UsersDocument, { first: 100 });
  expect(users.nodes.filter(({ id }) => id === viewer.id)).toEqual([]);
  for (const change of [{ active: true }, { password: PASSWORD, email: 'key@example.com' }, { role: 'ADMIN' as const }])
    expect(await codesOf(admin.request(UpdateUserDocument, { input: { userId: viewer.id, ...change } }))).toEqual([
      'NOT_FOUND',
    ]);
});

test('a lead that it qualifies stays with its owner, or goes to the pool', async () => {
  const admin = clientOf(api, api.admin);
  const { createSource } = await admin.request(CreateSourceDocument, {
    input: { name: `官网 ${++phones}`, channel: 'WEB' },
  });
  const client = clientOf(api, (await aKey()).secret);
  const lead = { sourceId: createSource.source!.id, ...somebody() };
  const { captureLead } = await client.request(CaptureLeadDocument, { input: lead });
  expect(captureLead.lead).toMatchObject({ status: 'POOLED' });
  const { qualifyLead } = await client.request(QualifyLeadDocument, { input: { leadId: captureLead.lead!.id } });
  expect(qualifyLead.customer).toMatchObject({ owner: null, pool: { kind: 'PUBLIC' } });
});

test('one for intake only is told that the lead arrived, and nothing else', async () => {
  const admin = clientOf(api, api.admin);
  const { createSource } = await admin.request(CreateSourceDocument, {
    input: { name: `官网 ${++phones}`, channel: 'WEB' },
  });
  const client = clientOf(api, (await aKey({ role: 'SALES', scopes: ['intake'] })).secret);
  const input = { sourceId: createSource.source!.id, ...somebody() };
  for (const _ of ['a first time', 'somebody who is known']) {
    const { captureLead } = await client.request(CaptureLeadDocument, { input });
    expect(captureLead).toMatchObject({ lead: null, duplicateOf: null, refusal: null, cursor: expect.any(String) });
  }
  expect(await codesOf(client.request(CustomersDocument, { first: 1 }))).toEqual(['FORBIDDEN']);
  expect(await codesOf(take(client.subscribe(EventStreamDocument, {}), 1))).toEqual(['FORBIDDEN']);
});

test('one that looks after people lets nobody in as administrator, and sets no passwords', async () => {
  const client = clientOf(api, (await aKey({ role: 'ADMIN', scopes: ['users', 'read'] })).secret);
  const make = (more: object) =>
    client.request(CreateUserDocument, { input: { name: '林', email: 'lin@example.com', role: 'SALES', ...more } });
  const { createUser } = await make({});
  const userId = createUser.user!.id;
  const change = (input: object) => client.request(UpdateUserDocument, { input: { userId, ...input } });
  expect((await change({ active: false })).updateUser.user).toMatchObject({ active: false });
  expect(await codesOf(make({ email: 'two@example.com', password: PASSWORD }))).toEqual(['FORBIDDEN']);
  expect(await codesOf(make({ email: 'two@example.com', role: 'ADMIN' }))).toEqual(['FORBIDDEN']);
  expect(await codesOf(change({ role: 'ADMIN' }))).toEqual(['FORBIDDEN']);
  const { viewer } = await clientOf(api, api.admin).request(MeDocument);
  expect(await codesOf(change({ userId: viewer.id, active: false }))).toEqual(['FORBIDDEN']);
  expect(await codesOf(client.request(CreateApiKeyDocument, { input: { name: 'x', role: 'ADMIN' } }))).toEqual([
    'FORBIDDEN',
  ]);
});

test.each([
  ['a scope that there is not', { scopes: ['read', 'everything'] }, 'scopes'],
  ['no scope', { scopes: [] }, 'scopes'],
  ['a team lead of no team', { role: 'TEAM_LEAD' as const }, 'teamIds'],
  ['an administrator of a team', { role: 'ADMIN' as const, teamIds: ['team_1'] }, 'teamIds'],
  ['an end in the past', { expiresAt: new Date(Date.now() - 1_000).toISOString() }, 'expiresAt'],
  ['no name', { name: ' ' }, 'name'],
])('a key with %s is BAD_USER_INPUT', async (_, wishes, field) => {
  const input = { name: 'x', role: 'MANAGER' as const, ...wishes };
  const error = await clientOf(api, api.admin)
    .request(CreateApiKeyDocument, { input })
    .catch((error: unknown) => error as GenjinError);
  expect((error as GenjinError).errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

test('keys are for administrators only', async () => {
  const manager = clientOf(api, (await api.person('MANAGER')).token);
  const key = await aKey();
  const node = 'query ($id: ID!) { node(id: $id) { id } }';
  for (const call of [
    manager.request(ApiKeysDocument),
    manager.request(CreateApiKeyDocument, { input: { name: 'x', role: 'SALES' } }),
    manager.request(RevokeApiKeyDocument, { input: { apiKeyId: key.id } }),
  ])
    expect(await codesOf(call)).toEqual(['FORBIDDEN']);
  const { token } = await api.person('MANAGER');
  expect((await api.gql(node, { id: key.id }, token)).data).toEqual({ node: null });
  expect((await api.gql(node, { id: key.id }, api.admin)).data).toEqual({ node: { id: key.id } });
});

test('one that asks too often is told when to come again; others and people go on', async () => {
  api = await anApi({ apiKeys: { burst: 10, perSecond: 1 } });
  const [key, other] = [await aKey(), await aKey()];
  const answers = await Promise.all(Array.from({ length: 30 }, () => api.gql(ME, {}, key.secret)));
  const passed = answers.filter(({ status }) => status === 200);
  expect(passed.length).toBeGreaterThanOrEqual(10);
  const refused = answers.find(({ status }) => status === 429)!;
  expect(refused.code).toBe('RATE_LIMITED');
  expect(refused.headers.get('retry-after')).toBe(String(refused.errors![0]!.extensions!['retryAfter']));
  expect(await holds(other.secret)).toBe(true);
  expect((await api.gql(ME, {}, api.admin)).status).toBe(200);
});

test('when it was used is written once a minute', async () => {
  const key = await aKey();
  const usedAt = async () =>
    (await clientOf(api, api.admin).request(ApiKeysDocument)).apiKeys.find(({ id }) => id === key.id)!.lastUsedAt;
  expect(await usedAt()).toBeNull();
  await holds(key.secret);
  const first = await usedAt();
  expect(first).not.toBeNull();
  await pause(5);
  await holds(key.secret);
  expect(await usedAt()).toBe(first);
  await api.database.pool.query(`update "ApiKey" set "lastUsedAt" = "lastUsedAt" - interval '61 seconds'`);
  await holds(key.secret);
  expect(Date.parse((await usedAt())!)).toBeGreaterThanOrEqual(Date.parse(first!));
});
