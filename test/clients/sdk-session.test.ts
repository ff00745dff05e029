import { beforeAll, expect, test } from '@jest/globals';
import { createClient, type Client, type ClientOptions } from '../../clients/sdk/client.js';
import { CreateCustomerDocument, CustomerChangedDocument, MeDocument } from '../../clients/sdk/generated/operations.js';
import { memoryStore, type KeptSession, type SessionStore } from '../../clients/sdk/session-store.js';
import { Session } from '../../clients/sdk/session.js';
import { ADMIN, anApi, PASSWORD, type Api } from '../support/api.js';
import { clientWith } from '../support/clients.js';
import { aLine, lost } from '../support/lossy-line.js';
import { aSession } from '../support/sessions.js';
import { takeOne } from '../support/take.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

/** A client, and every session it told. */
function aClient(options: Partial<ClientOptions> = {}) {
  const told: (KeptSession | null)[] = [];
  const client = clientWith(api, { onSession: (session) => told.push(session), ...options });
  return { client, told };
}

const keeping = (session: KeptSession) => ({ sessionStore: memoryStore(session) });

const whoIs = async (client: Client) => (await client.request(MeDocument)).viewer?.email;

test('who signs in asks as themselves, until they sign out', async () => {
  const { client, told } = aClient();
  await expect(client.request(MeDocument)).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  const { email } = await client.signIn(ADMIN.login, ADMIN.password);
  expect(email).toBe(ADMIN.login);
  expect(await whoIs(client)).toBe(ADMIN.login);
  await client.signOut();
  await expect(client.request(MeDocument)).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  expect(told).toEqual([expect.objectContaining({ accessToken: expect.any(String) }), null]);
  await expect(aClient(keeping(told[0]!)).client.request(MeDocument)).rejects.toMatchObject({
    codes: ['UNAUTHENTICATED'],
  });
});

test('a wrong password is told, and leaves whoever is signed in', async () => {
  const { client, told } = aClient();
  await client.signIn(ADMIN.login, ADMIN.password);
  await expect(client.signIn(ADMIN.login, 'wrong password')).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  expect(await whoIs(client)).toBe(ADMIN.login);
  expect(told).toHaveLength(1);
});

test('signing out forgets the tokens also where nothing answers', async () => {
  const told: (KeptSession | null)[] = [];
  const session = await aSession(api, 600);
  const client = createClient({
    url: 'http://127.0.0.1:9/graphql',
    ...keeping(session),
    onSession: (kept) => told.push(kept),
  });
  await expect(client.signOut()).rejects.toThrow();
  expect(told).toEqual([null]);
});

test('a kept session goes on, and an access token that ended is renewed once for all who ask', async () => {
  const { client, told } = aClient(keeping(await aSession(api, -1)));
  expect(await Promise.all([whoIs(client), whoIs(client), whoIs(client)])).toEqual(Array(3).fill(ADMIN.login));
  expect(told).toHaveLength(1);
  const next = aClient(keeping(told[0]!));
  expect(await whoIs(next.client)).toBe(ADMIN.login);
  expect(next.told).toEqual([]);
});

test('a token is renewed before it ends', async () => {
  const session = await aSession(api, 600);
  const soon = new Date(Date.now() + 61_000).toISOString();
  const { client, told } = aClient(keeping({ ...session, expiresAt: soon }));
  while (told.length === 0) expect(await whoIs(client)).toBe(ADMIN.login);
  expect(Date.now()).toBeLessThan(Date.parse(soon));
});

test('a renewal whose answer gets lost is asked again, and the session goes on', async () => {
  const { graphqlUrl, passed } = await aLine(api, [null, lost]);
  const client = clientWith({ graphqlUrl }, keeping(await aSession(api, -1)));
  expect(await whoIs(client)).toBe(ADMIN.login);
  expect(passed).toHaveLength(4); // what was asked, the renewal twice, and what was asked again
});

test('a session that has ended is told once, and thrown', async () => {
  const session = await aSession(api, 600);
  await aClient(keeping(session)).client.signOut();
  const { client, told } = aClient(keeping(session));
  await expect(client.request(MeDocument)).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  expect(told).toEqual([null]);
});

test('a subscription outlives its access token, and misses nothing', async () => {
  const admin = aClient();
  await admin.client.signIn(ADMIN.login, ADMIN.password);
  const { head: after } = await admin.client.request(MeDocument);
  const { client, told } = aClient(keeping(await aSession(api, 2)));
  const changes = client.subscribe(CustomerChangedDocument, { after });
  for (const phone of ['13800138001', '13800138002']) {
    const { createCustomer } = await admin.client.request(CreateCustomerDocument, { input: { name: '周敏', phone } });
    const { customerChanged } = await takeOne(changes);
    expect(customerChanged.customer!.id).toBe(createCustomer.customer!.id);
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  }
});

test('a subscription of a session that has ended throws', async () => {
  const session = await aSession(api, 600);
  await aClient(keeping(session)).client.signOut();
  const { client, told } = aClient(keeping(session));
  await expect(client.subscribe(CustomerChangedDocument).next()).rejects.toMatchObject({ codes: ['UNAUTHENTICATED'] });
  expect(told).toEqual([null]);
});

test('who signs in anew no longer receives what the one before received', async () => {
  const { client } = aClient();
  const { login } = await api.person('SALES');
  await client.signIn(ADMIN.login, ADMIN.password);
  const before = client.subscribe(CustomerChangedDocument);
  await client.signIn(login, PASSWORD);
  expect(await before.next()).toMatchObject({ done: true });
  expect(await whoIs(client)).toBe(login);
});

test('what another client has renewed already is not waited for', async () => {
  const next = await aSession(api, 600);
  const busy: SessionStore = { ...memoryStore(next), alone: () => new Promise(() => undefined) };
  const refresh = () => Promise.reject(new Error('nothing is to be renewed'));
  expect(await new Session(busy, { refresh, changed: () => undefined }).renew('the one before')).toBe(true);
});
