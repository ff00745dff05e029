import { beforeAll, describe, expect, test } from '@jest/globals';
import { browserStore } from '../../clients/sdk/browser-store.js';
import type { Client } from '../../clients/sdk/client.js';
import { CustomerChangedDocument, MeDocument } from '../../clients/sdk/generated/operations.js';
import { memoryStore, type KeptSession, type SessionStore } from '../../clients/sdk/session-store.js';
import { ADMIN, anApi, PASSWORD, type Api } from '../support/api.js';
import { aBrowser } from '../support/browser.js';
import { clientWith } from '../support/clients.js';
import { aLine } from '../support/lossy-line.js';
import { aSession } from '../support/sessions.js';
import { until } from '../support/until.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

/** A client over a store, and every session it told. */
function aClient(sessionStore: SessionStore, line: Pick<Api, 'graphqlUrl'> = api) {
  const told: (KeptSession | null)[] = [];
  return { client: clientWith(line, { sessionStore, onSession: (session) => told.push(session) }), told };
}

const whoIs = async (client: Client) => (await client.request(MeDocument)).viewer?.email;
const isSignedIn = (client: Client, login: string) =>
  whoIs(client).then(
    (email) => email === login,
    () => false,
  );
const UNAUTHENTICATED = { codes: ['UNAUTHENTICATED'] };

/** What two clients may share: each answers the store of one more client. */
const SHARED: Readonly<Record<string, () => () => SessionStore>> = {
  'in one process': () => {
    const store = memoryStore();
    return () => store;
  },
  'as tabs of a browser': () => {
    const { page } = aBrowser();
    return () => browserStore('session', page());
  },
  'as tabs of a browser that has no locks': () => {
    const { page } = aBrowser({ overTls: false });
    return () => browserStore('session', page());
  },
  'through a store that can only be read and written, slowly': () => {
    let kept: KeptSession | null = null;
    const slowly = () => new Promise((resolve) => setTimeout(resolve, 5));
    const store: SessionStore = {
      read: () => slowly().then(() => kept),
      write: (session) => slowly().then(() => void (kept = session)),
    };
    return () => store;
  },
};

describe.each(Object.entries(SHARED))('two clients that share a sign-in %s', (_, shared) => {
  test('carry it on once, however many ask at once', async () => {
    const aStore = shared();
    await aStore().write(await aSession(api, -1));
    const { passed, ...line } = await aLine(api, []);
    const [one, other] = [aClient(aStore(), line), aClient(aStore(), line)];
    const all = [one, other, one, other, one].map(({ client }) => whoIs(client));
    expect(await Promise.all(all)).toEqual(Array(5).fill(ADMIN.login));
    expect([await whoIs(one.client), await whoIs(other.client)]).toEqual([ADMIN.login, ADMIN.login]);
    expect(passed.filter((variables) => 'refreshToken' in variables)).toHaveLength(1);
  });

  test('both end when one signs out, and both go on when one signs in', async () => {
    const aStore = shared();
    const [one, other] = [aClient(aStore()), aClient(aStore())];
    await one.client.signIn(ADMIN.login, ADMIN.password);
    await until('the other sees it', () => isSignedIn(other.client, ADMIN.login));
    const stream = other.client.subscribe(CustomerChangedDocument);
    await one.client.signOut();
    await expect(stream.next()).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(whoIs(other.client)).rejects.toMatchObject(UNAUTHENTICATED);
    expect(other.told.at(-1)).toBeNull();
    await other.client.signIn(ADMIN.login, ADMIN.password);
    await until('the first sees it', () => isSignedIn(one.client, ADMIN.login));
  });

  test('neither receives what the person before received once somebody else has signed in', async () => {
    const aStore = shared();
    const { login } = await api.person('SALES');
    const [one, other] = [aClient(aStore()), aClient(aStore())];
    await one.client.signIn(ADMIN.login, ADMIN.password);
    await until('the other sees it', () => isSignedIn(other.client, ADMIN.login));
    const stream = other.client.subscribe(CustomerChangedDocument);
    await one.client.signIn(login, PASSWORD);
    await until('the other sees it', () => isSignedIn(other.client, login));
    expect(await stream.next()).toMatchObject({ done: true });
  });
});

test('a tab hears of a sign-out without asking', async () => {
  const { page } = aBrowser();
  const [one, other] = [aClient(browserStore('session', page())), aClient(browserStore('session', page()))];
  await one.client.signIn(ADMIN.login, ADMIN.password);
  await until('it hears of the sign-in', () => other.told.length === 1);
  await one.client.signOut();
  await until('it hears of the sign-out', () => other.told.at(-1) === null);
});

test('a browser that lets nothing be kept keeps a sign-in in memory', async () => {
  const refusing = new Proxy(aBrowser().page(), {
    get(page, name) {
      if (name === 'localStorage') throw new Error('denied');
      return Reflect.get(page, name) as unknown;
    },
  });
  const { client } = aClient(browserStore('session', refusing));
  await client.signIn(ADMIN.login, ADMIN.password);
  expect(await whoIs(client)).toBe(ADMIN.login);
});
