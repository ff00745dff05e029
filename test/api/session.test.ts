import { beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { ADMIN, anApi, AUTH_SECRET, PASSWORD, type Api, type Tokens } from '../support/api.js';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});

const SIGN_IN = `mutation ($login: String!, $password: String!) {
  signIn(login: $login, password: $password) { accessToken refreshToken expiresAt user { id name email role } }
}`;
const REFRESH = `mutation ($token: String!) { refreshSession(refreshToken: $token) { accessToken refreshToken } }`;
const SIGN_OUT = 'mutation { signOut }';
const ME = '{ viewer { id role } }';

const refresh = (token: string) => api.gql<{ refreshSession: Tokens }>(REFRESH, { token });
const isSignedIn = async (token: string) => (await api.gql(ME, {}, token)).status === 200;

describe('signing in', () => {
  test('answers who it is, and tokens that open the API for 15 minutes', async () => {
    const { data } = await api.gql<{ signIn: Tokens & { expiresAt: string; user: object } }>(SIGN_IN, ADMIN);
    expect(data.signIn.user).toMatchObject({ email: ADMIN.login, role: 'ADMIN' });
    const minutes = (Date.parse(data.signIn.expiresAt) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14);
    expect(minutes).toBeLessThan(15.1);
    expect(await isSignedIn(data.signIn.accessToken)).toBe(true);
  });

  test('takes an e-mail or a phone in any spelling', async () => {
    const input = { name: '林', phone: '138 0013 8000', email: 'Lin@Example.com', password: PASSWORD, role: 'SALES' };
    await api.gql(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      { input },
      api.admin,
    );
    for (const login of ['lin@example.com', ' LIN@example.COM ', '13800138000', '+86 138-0013-8000']) {
      expect((await api.signIn(login)).accessToken).toEqual(expect.any(String));
    }
  });

  test.each([
    ['a wrong password', { login: ADMIN.login, password: 'wrong password' }],
    ['a login that nobody has', { login: 'nobody@example.com', password: ADMIN.password }],
    ['something that is no login', { login: 'nobody', password: ADMIN.password }],
  ])('with %s is UNAUTHENTICATED, and says no more than that', async (_what, variables) => {
    const { status, code, errors } = await api.gql(SIGN_IN, variables);
    expect({ status, code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    expect(errors![0]!.message).toBe('账号或密码不正确');
  });

  test('takes as long for an unknown login as for a wrong password', async () => {
    const time = async (login: string) => {
      const started = performance.now();
      await api.gql(SIGN_IN, { login, password: 'wrong password' });
      return performance.now() - started;
    };
    const { login } = await api.person('SALES');
    const times: { known: number; unknown: number }[] = [];
    for (let attempt = 0; attempt < 5; attempt++)
      times.push({ known: await time(login), unknown: await time('somebody-else@example.com') });
    // The quickest of each: what else the machine does only makes it longer.
    const known = Math.min(...times.map((one) => one.known));
    const unknown = Math.min(...times.map((one) => one.unknown));
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });
});

describe('tokens', () => {
  const key = new TextEncoder().encode(AUTH_SECRET);
  const signed = (claims: object, sign = key) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256' }).sign(sign);
  const now = () => Math.floor(Date.now() / 1000);
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;

  test.each<[string, (claims: Record<string, unknown>, token: string) => Promise<string> | string]>([
    ['without a signature', (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    [
      'signed with another key',
      (claims) => signed(claims, new TextEncoder().encode('another key that is long enough')),
    ],
    ['that expired', (claims) => signed({ ...claims, exp: now() - 1 })],
    ['that holds later only', (claims) => signed({ ...claims, nbf: now() + 60 })],
    ['that never expires', (claims) => signed({ ...claims, exp: undefined })],
    ['of no session', (claims) => signed({ ...claims, sid: 'ses_unknown' })],
    [
      'with another payload',
      (claims, token) => token.replace(/\.[^.]+\./, `.${encoded({ ...claims, sub: 'usr_x' })}.`),
    ],
    ['that is none', () => 'nonsense'],
  ])('a token %s is refused with 401', async (_what, forge) => {
    const { accessToken } = await api.signIn(ADMIN.login, ADMIN.password);
    const { status, code, data } = await api.gql(ME, {}, await forge(claimsOf(accessToken), accessToken));
    expect({ status, code, data }).toEqual({ status: 401, code: 'UNAUTHENTICATED', data: undefined });
  });

  test('another scheme than Bearer is refused', async () => {
    const { status } = await api.gql(ME, {}, undefined, { authorization: 'Basic YWRtaW46YWRtaW4=' });
    expect(status).toBe(401);
  });

  test('without a token what needs one is UNAUTHENTICATED', async () => {
    const { status, code } = await api.gql(ME);
    expect({ status, code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
  });
});

describe('a session', () => {
  test('goes on with new tokens', async () => {
    const first = await api.signIn(ADMIN.login, ADMIN.password);
    const { data } = await refresh(first.refreshToken);
    expect(data.refreshSession.refreshToken).not.toBe(first.refreshToken);
    expect(await isSignedIn(data.refreshSession.accessToken)).toBe(true);
    expect((await refresh(data.refreshSession.refreshToken)).status).toBe(200);
  });

  test('goes on where the answer to a refresh gets lost: asked again, it is the same', async () => {
    const { refreshToken } = await api.signIn(ADMIN.login, ADMIN.password);
    const [lost, again] = [await refresh(refreshToken), await refresh(refreshToken)];
    expect(again.data.refreshSession.refreshToken).toBe(lost.data.refreshSession.refreshToken);
    expect(await isSignedIn(again.data.refreshSession.accessToken)).toBe(true);
    expect((await refresh(again.data.refreshSession.refreshToken)).status).toBe(200);
  });

  test('of two tabs that refresh at once goes on in both, with one token', async () => {
    const { refreshToken } = await api.signIn(ADMIN.login, ADMIN.password);
    const answers = await Promise.all([refresh(refreshToken), refresh(refreshToken)]);
    const [one, other] = answers.map(({ data }) => data.refreshSession);
    expect(one!.refreshToken).toBe(other!.refreshToken);
    for (const { accessToken } of [one!, other!]) expect(await isSignedIn(accessToken)).toBe(true);
  });

  test('ends for both when a used refresh token comes back later', async () => {
    const stolen = await api.signIn(ADMIN.login, ADMIN.password);
    const { data } = await refresh(stolen.refreshToken);
    await api.database.pool.query(`update "Session" set "refreshedAt" = "refreshedAt" - interval '61 seconds'`);
    expect((await refresh(stolen.refreshToken)).code).toBe('UNAUTHENTICATED');
    expect((await refresh(data.refreshSession.refreshToken)).code).toBe('UNAUTHENTICATED');
    expect(await isSignedIn(data.refreshSession.accessToken)).toBe(false);
  });

  test('is not carried on by a token before the last, however soon', async () => {
    const first = await api.signIn(ADMIN.login, ADMIN.password);
    const second = (await refresh(first.refreshToken)).data.refreshSession;
    await refresh(second.refreshToken);
    expect((await refresh(first.refreshToken)).code).toBe('UNAUTHENTICATED');
  });

  test('that was signed out is not carried on by asking again', async () => {
    const { refreshToken } = await api.signIn(ADMIN.login, ADMIN.password);
    const { data } = await refresh(refreshToken);
    await api.gql(SIGN_OUT, {}, data.refreshSession.accessToken);
    expect((await refresh(refreshToken)).code).toBe('UNAUTHENTICATED');
  });

  test('ends by signing out; others of the same person go on', async () => {
    const [one, other] = [await api.signIn(ADMIN.login, ADMIN.password), await api.signIn(ADMIN.login, ADMIN.password)];
    expect((await api.gql(SIGN_OUT, {}, one.accessToken)).data).toEqual({ signOut: true });
    expect(await isSignedIn(one.accessToken)).toBe(false);
    expect((await refresh(one.refreshToken)).code).toBe('UNAUTHENTICATED');
    expect(await isSignedIn(other.accessToken)).toBe(true);
  });

  test('that expired is refused', async () => {
    const { accessToken, refreshToken } = await api.signIn(ADMIN.login, ADMIN.password);
    await api.database.pool.query(`update "Session" set "expiresAt" = now() - interval '1 second'`);
    expect(await isSignedIn(accessToken)).toBe(false);
    expect((await refresh(refreshToken)).code).toBe('UNAUTHENTICATED');
    api = await anApi();
  });

  test('keeps no token in the database', async () => {
    const { accessToken, refreshToken } = await api.signIn(ADMIN.login, ADMIN.password);
    const { refreshSession } = (await refresh(refreshToken)).data;
    const { rows } = await api.database.pool.query('select s::text from "Session" s');
    for (const token of [accessToken, refreshToken, refreshSession.accessToken, refreshSession.refreshToken])
      expect(JSON.stringify(rows)).not.toContain(token);
  });
});

describe('failed sign-ins', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const attempt = (login: string, password: string, address: string) =>
    api.gql(SIGN_IN, { login, password }, undefined, from(address));

  test('are limited to 10 of one account in 15 minutes, also in parallel, also for the right password then', async () => {
    const { login } = await api.person('SALES');
    const answers = await Promise.all(
      Array.from({ length: 15 }, (_, index) => attempt(login, 'wrong password', `10.0.0.${index}`)),
    );
    expect(answers.filter(({ code }) => code === 'UNAUTHENTICATED')).toHaveLength(10);
    const { status, code, errors, headers } = await attempt(login, PASSWORD, '10.0.1.1');
    expect({ status, code }).toEqual({ status: 429, code: 'RATE_LIMITED' });
    expect(errors![0]!.extensions!['retryAfter']).toBeGreaterThan(800);
    expect(headers.get('retry-after')).toBe(String(errors![0]!.extensions!['retryAfter']));
  });

  test('are limited to 100 of one address', async () => {
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < 101; index++)
      codes.push((await attempt(`nobody-${index}@example.com`, 'wrong password', '10.9.9.9')).code);
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(100);
    expect((await attempt(ADMIN.login, ADMIN.password, '10.9.9.9')).code).toBe('RATE_LIMITED');
    expect((await attempt(ADMIN.login, ADMIN.password, '10.9.9.8')).status).toBe(200);
  });

  test('can not be made cheaper by aliases: the first wrong one ends the request, and counts', async () => {
    const { login } = await api.person('SALES');
    const aliases = Array.from(
      { length: 12 },
      (_, index) => `a${index}: signIn(login: "${login}", password: "wrong one") { accessToken }`,
    );
    const codes: (string | undefined)[] = [];
    for (let index = 0; index < 10; index++) codes.push((await api.gql(`mutation { ${aliases.join(' ')} }`)).code);
    expect(codes).toEqual(Array(10).fill('UNAUTHENTICATED'));
    expect((await attempt(login, PASSWORD, '10.3.3.3')).code).toBe('RATE_LIMITED');
  });

  test('a crowd signing in at once from one address is no attack', async () => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => attempt(ADMIN.login, ADMIN.password, '10.4.4.4')),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
