import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { jsSignature } from '../../../api/wecom/js-signature.js';
import {
  SignInWithWecomDocument,
  UpdateUserDocument,
  WecomJsConfigDocument,
} from '../../../clients/sdk/generated/operations.js';
import { anApi, type Answer, type Api, type Tokens } from '../../support/api.js';
import { newKey } from '../../support/api-keys.js';
import { clientOf, clientWith } from '../../support/clients.js';
import { Providers } from '../../support/providers/providers.js';

const PUBLIC_URL = 'https://crm.example.com';
const providers = new Providers();
const { wecom } = providers;
const { signIns } = wecom;

let api: Api;
let lin: { readonly id: string; readonly token: string };
beforeAll(async () => {
  const channels = providers.organisation(await providers.start());
  api = await anApi({ channels, publicUrl: PUBLIC_URL });
  lin = await api.person('SALES');
  await link(lin.id, 'LinXiaojie');
});
afterAll(() => providers.stop());
beforeEach(() => {
  providers.faults.length = 0;
});

const admin = () => clientOf(api, api.admin);
const link = (userId: string, wecomUserId: string) =>
  admin().request(UpdateUserDocument, { input: { userId, wecomUserId } });

const SIGN_IN = `mutation ($code: String!, $state: String) {
  signInWithWecom(code: $code, state: $state) { accessToken refreshToken user { id } }
}`;
type SignedIn = Answer<{ signInWithWecom: Tokens & { user: { id: string } } }>;
const signIn = (code: string, state: string | null = null, headers: object = {}): Promise<SignedIn> =>
  api.gql(SIGN_IN, { code, state }, undefined, headers);
const codeOf = (userid: string, at?: number) => signIns.code({ userid }, at);
const why = ({ code, errors }: SignedIn) => ({ code, reason: errors?.[0]?.extensions?.['reason'] });

describe('signing in with a code of WeCom', () => {
  test('opens a session of whoever is linked to the account, whatever the case of its id', async () => {
    for (const userid of ['LinXiaojie', 'linxiaojie']) {
      const { data } = await signIn(codeOf(userid));
      expect(data.signInWithWecom.user.id).toBe(lin.id);
      const me = await api.gql<{ viewer: { id: string } }>('{ viewer { id } }', {}, data.signInWithWecom.accessToken);
      expect(me.data.viewer.id).toBe(lin.id);
    }
  });

  test('goes through the SDK like any sign-in, and carries itself on', async () => {
    const told: unknown[] = [];
    const client = clientWith(api, { onSession: (session) => told.push(session) });
    expect((await client.signInWithWecom(codeOf('LinXiaojie'))).id).toBe(lin.id);
    expect(told).toEqual([expect.objectContaining({ refreshToken: expect.any(String) })]);
    await client.signOut();
    expect(told[1]).toBeNull();
  });

  test('a code may be as long as WeCom says that it may be', async () => {
    const code = signIns.code({ userid: 'LinXiaojie' }, Date.now(), 'c'.repeat(512));
    expect((await signIn(code)).status).toBe(200);
  });

  test('a code is good once', async () => {
    const code = codeOf('LinXiaojie');
    expect((await signIn(code)).status).toBe(200);
    const again = await signIn(code);
    expect(again.status).toBe(401);
    expect(why(again)).toEqual({ code: 'UNAUTHENTICATED', reason: 'CODE_REFUSED' });
  });

  test('of two who come with one code at once, one gets in', async () => {
    const code = codeOf('LinXiaojie');
    const answers = await Promise.all([signIn(code), signIn(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test.each([
    ['one older than five minutes', () => codeOf('LinXiaojie', Date.now() - 300_001)],
    ['one that never was', () => 'made-up'],
    ['an empty one', () => ''],
    ['one too long to be one', () => 'x'.repeat(600)],
  ])('%s is refused', async (_, code) => {
    expect(why(await signIn(code()))).toEqual({ code: 'UNAUTHENTICATED', reason: 'CODE_REFUSED' });
  });

  test.each([
    ['a member whom nobody here is linked to', () => codeOf('Stranger')],
    ['an outside contact', () => signIns.code({ external_userid: 'wmAAA' })],
  ])('%s is told so', async (_, code) => {
    const answer = await signIn(code());
    expect(why(answer)).toEqual({ code: 'UNAUTHENTICATED', reason: 'PERSON_UNKNOWN' });
    expect(answer.errors![0]!.message).toBe('您的企业微信账号尚未关联到系统账号，请联系管理员');
  });

  test('somebody who was deactivated is told so, and gets no session', async () => {
    const left = await api.person('SALES');
    await link(left.id, 'Left');
    await admin().request(UpdateUserDocument, { input: { userId: left.id, active: false } });
    expect(why(await signIn(codeOf('Left')))).toEqual({ code: 'UNAUTHENTICATED', reason: 'PERSON_INACTIVE' });
    const open = 'select id from "Session" where "userId" = $1 and "revokedAt" is null';
    expect((await api.database.pool.query(open, [left.id])).rows).toEqual([]);
  });

  test('failures of one address are limited to 100 with those by password, and a right code then waits too', async () => {
    const from = { 'x-forwarded-for': '10.7.7.7' };
    const codes = await Promise.all(Array.from({ length: 101 }, (_, index) => signIn(`wrong-${index}`, null, from)));
    expect(codes.filter(({ code }) => code === 'UNAUTHENTICATED')).toHaveLength(100);
    const answer = await signIn(codeOf('LinXiaojie'), null, from);
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 429, code: 'RATE_LIMITED' });
    expect((await signIn(codeOf('LinXiaojie'))).status).toBe(200);
  });

  test.each([
    ['hangs up', 'RESET' as const],
    ['answers with a page of its proxy', 'HTML_502' as const],
    ['is busy', -1],
    ['is asked too often', 45009],
    ['no longer lets this app ask', 48002],
  ])('where WeCom %s it is UNAVAILABLE, and no failure of the person’s', async (_, fault) => {
    providers.faults.push(fault);
    const answer = await signIn(codeOf('LinXiaojie'));
    expect({ status: answer.status, code: answer.code }).toEqual({ status: 503, code: 'UNAVAILABLE' });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test('an access token that WeCom revoked is renewed once, and nobody notices', async () => {
    const before = wecom.tokens.asked;
    wecom.tokens.revoke();
    expect((await signIn(codeOf('LinXiaojie'))).status).toBe(200);
    expect(wecom.tokens.asked).toBe(before + 1);
  });
});

/** A browser as far as a sign-in needs one: it follows to WeCom and keeps its cookie. */
async function begun(returnTo = '') {
  const response = await fetch(`${api.url}/wecom/sign-in${returnTo}`, { redirect: 'manual' });
  const to = new URL(response.headers.get('location')!);
  const set = response.headers.get('set-cookie')!;
  return { status: response.status, to, set, cookie: set.split(';')[0]!, state: to.searchParams.get('state')! };
}

describe('a sign-in that began at /wecom/sign-in', () => {
  test('leads WeCom’s browser to where it is asked, and back to a page of ours', async () => {
    const { status, to, set, state } = await begun('?returnTo=%2Fcustomers%2Fcus_1%3Ftab%3Dquotes');
    expect(status).toBe(302);
    expect(`${to.origin}${to.pathname}${to.hash}`).toBe(
      'https://open.weixin.qq.com/connect/oauth2/authorize#wechat_redirect',
    );
    expect(Object.fromEntries(to.searchParams)).toEqual({
      appid: wecom.corpId,
      redirect_uri: `${PUBLIC_URL}/wecom?returnTo=%2Fcustomers%2Fcus_1%3Ftab%3Dquotes`,
      response_type: 'code',
      scope: 'snsapi_base',
      state,
      agentid: String(wecom.agentId),
    });
    expect(state).toMatch(/^[0-9a-zA-Z]{1,128}$/);
    expect(set).toMatch(/^genjin-wecom=[0-9a-f]{32}; Path=\/graphql; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/);
  });

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\nb'])(
    'never leads on to %j',
    async (target) => {
      const { to } = await begun(`?returnTo=${encodeURIComponent(target)}`);
      expect(to.searchParams.get('redirect_uri')).toBe(`${PUBLIC_URL}/wecom?returnTo=%2F`);
    },
  );

  test('ends in the browser that began it', async () => {
    const { cookie, state } = await begun();
    expect((await signIn(codeOf('LinXiaojie'), state, { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
  });

  test('ends nowhere else: a link with somebody else’s code and state signs nobody in, and spends no code', async () => {
    const [attacker, victim] = [await begun(), await begun()];
    const code = codeOf('LinXiaojie');
    for (const headers of [{}, { cookie: victim.cookie }, { cookie: 'genjin-wecom=' }])
      expect(why(await signIn(code, attacker.state, headers))).toEqual({
        code: 'UNAUTHENTICATED',
        reason: 'STATE_REFUSED',
      });
    expect((await signIn(code, attacker.state, { cookie: attacker.cookie })).status).toBe(200);
  });

  test('ends within ten minutes', async () => {
    const { state, secret } = api.auth.states.begin(new Date(Date.now() - 601_000));
    const cookie = `genjin-wecom=${secret}`;
    expect(why(await signIn(codeOf('LinXiaojie'), state, { cookie })).reason).toBe('STATE_REFUSED');
    const later = (Math.floor(Date.now() / 1000) + 600).toString(16);
    const longer = `${later}${state.slice(8)}`;
    expect(why(await signIn(codeOf('LinXiaojie'), longer, { cookie })).reason).toBe('STATE_REFUSED');
  });
});

const config = (url: string, token = lin.token) => clientOf(api, token).request(WecomJsConfigDocument, { url });
const parts = { corp: 'configSignature', agent: 'agentConfigSignature' } as const;

describe('the configuration of WeCom’s JS-SDK', () => {
  test('is signed as WeCom’s own example is', () => {
    const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
    const page = { nonce: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457, url: 'http://mp.weixin.qq.com?params=value' };
    expect(jsSignature({ ticket, ...page })).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  });

  test('is what WeCom’s client takes, for the organisation and for the app', async () => {
    const url = `${PUBLIC_URL}/wecom/side-bar?x=%E4%B8%AD&y=1`;
    const { wecomJsConfig } = await config(`${url}#/anything`);
    expect(wecomJsConfig).toMatchObject({ corpId: wecom.corpId, agentId: String(wecom.agentId) });
    const { timestamp, nonceStr } = wecomJsConfig;
    expect(Math.abs(timestamp - Date.now() / 1000)).toBeLessThan(60);
    for (const whose of ['corp', 'agent'] as const) {
      const signature = wecomJsConfig[parts[whose]];
      expect(signIns.accepts(whose, { timestamp, nonceStr, url, signature })).toBe(true);
      expect(signIns.accepts(whose, { timestamp, nonceStr, url: `${url}1`, signature })).toBe(false);
    }
  });

  test('asks for each ticket once, however many pages are opened in however many processes, until its time is over', async () => {
    await api.database.pool.query('delete from "ProviderToken"');
    const before = [signIns.tickets.corp.asked, signIns.tickets.agent.asked];
    await Promise.all(Array.from({ length: 10 }, (_, index) => config(`${PUBLIC_URL}/${index}`)));
    await api.restart();
    await config(`${PUBLIC_URL}/`);
    expect([signIns.tickets.corp.asked, signIns.tickets.agent.asked]).toEqual(before.map((asked) => asked + 1));
    await api.database.pool.query(`update "ProviderToken" set "goodUntil" = now()`);
    await config(`${PUBLIC_URL}/`);
    expect(signIns.tickets.corp.asked).toBe(before[0]! + 2);
  });

  test.each([
    'https://evil.example/',
    'https://crm.example.com.evil.example/',
    'https://crm.example.com@evil.example/',
    'https://somebody@crm.example.com/',
    'http://crm.example.com/',
    'https://crm.example.com:8443/',
    'https://crm.example.com\n.evil.example/',
    '//crm.example.com/',
    'javascript:alert(1)//https://crm.example.com',
    '',
  ])('is not signed for %j', async (url) => {
    await expect(config(url)).rejects.toMatchObject({ codes: ['BAD_USER_INPUT'] });
  });

  test('is for people who are signed in', async () => {
    const url = `${PUBLIC_URL}/`;
    await expect(clientWith(api, {}).request(WecomJsConfigDocument, { url })).rejects.toMatchObject({
      codes: ['UNAUTHENTICATED'],
    });
    const key = await newKey(api, { role: 'ADMIN', scopes: ['read'] });
    await expect(config(url, key.secret)).rejects.toMatchObject({ codes: ['FORBIDDEN'] });
  });

  test('is UNAVAILABLE where WeCom gives no ticket', async () => {
    await api.database.pool.query('delete from "ProviderToken"');
    providers.faults.push(48002);
    const ask = '{ wecomJsConfig(url: "https://crm.example.com/") { corpId } }';
    expect((await api.gql(ask, {}, lin.token)).code).toBe('UNAVAILABLE');
    expect((await api.gql(ask, {}, lin.token)).status).toBe(200);
  });
});

test('tokens and tickets stand sealed in the database', async () => {
  await config(`${PUBLIC_URL}/`);
  const { rows } = await api.database.pool.query('select * from "ProviderToken"');
  expect(rows.length).toBeGreaterThanOrEqual(3);
  const kept = JSON.stringify(rows);
  for (const secret of [wecom.tokens.live!, signIns.tickets.corp.live!, signIns.tickets.agent.live!, wecom.secret])
    expect(kept).not.toContain(secret);
});

test('without an app in WeCom there is nothing to sign in with', async () => {
  api = await anApi();
  await expect(clientOf(api, api.admin).request(SignInWithWecomDocument, { code: 'x' })).rejects.toMatchObject({
    codes: ['NOT_FOUND'],
  });
  await expect(config('http://127.0.0.1/', api.admin)).rejects.toMatchObject({ codes: ['NOT_FOUND'] });
  expect((await fetch(`${api.url}/wecom/sign-in`, { redirect: 'manual' })).status).toBe(404);
});
