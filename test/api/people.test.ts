import { beforeEach, describe, expect, test } from '@jest/globals';
import { ADMIN, anApi, PASSWORD, type Answer, type Api } from '../support/api.js';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});

const CREATE_USER = `mutation ($input: CreateUserInput!) {
  createUser(input: $input) { user { id name email phone role active locale team { name } } refusal { code } cursor }
}`;
const UPDATE_USER = `mutation ($input: UpdateUserInput!) {
  updateUser(input: $input) { user { id name email phone role active team { name } delegate { id } onLeaveUntil } refusal { code } cursor }
}`;
const CREATE_TEAM = `mutation ($input: CreateTeamInput!) { createTeam(input: $input) { team { id name lead { id } playbook { key version } } } }`;
const UPDATE_TEAM = `mutation ($input: UpdateTeamInput!) { updateTeam(input: $input) { team { id name lead { id } } } }`;

interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: string;
}
interface Payload {
  readonly user: User;
  readonly refusal: { readonly code: string } | null;
  readonly cursor: string | null;
}

const createUser = (input: object, token = api.admin) =>
  api.gql<{ createUser: Payload }>(CREATE_USER, { input: { name: '林', role: 'SALES', ...input } }, token);
const updateUser = (userId: string, input: object, token = api.admin) =>
  api.gql<{ updateUser: Payload }>(UPDATE_USER, { input: { userId, ...input } }, token);
const updateTeam = (teamId: string, input: object) =>
  api.gql<{ updateTeam: { team: { name: string; lead: { id: string } | null } } }>(
    UPDATE_TEAM,
    { input: { teamId, ...input } },
    api.admin,
  );
const leadOf = async (teamId: string): Promise<string | null> =>
  (await updateTeam(teamId, {})).data.updateTeam.team.lead?.id ?? null;
const events = async (type: string) => {
  const { rows } = await api.database.pool.query<{ changes: { field: string }[] }>(
    'select changes from "Event" where type = $1 order by tx, ordinal',
    [type],
  );
  return rows.map(({ changes }) => changes.map(({ field }) => field));
};
const me = (token: string) => api.gql<{ viewer: User }>('{ viewer { id name email role } }', {}, token);
const complaint = ({ code, errors }: Answer<unknown>) => [code, errors?.[0]?.extensions?.['field']];

describe('createUser', () => {
  test('adds somebody who can sign in at once, with contact details in one spelling', async () => {
    const teamId = await api.team('华东组');
    const input = { email: ' Lin@Example.COM', phone: '138 0013 8000', password: PASSWORD, role: 'TEAM_LEAD', teamId };
    const { data } = await createUser(input);
    expect(data.createUser.user).toMatchObject({
      email: 'lin@example.com',
      phone: '+8613800138000',
      role: 'TEAM_LEAD',
      locale: 'ZH_CN',
      team: { name: '华东组' },
    });
    expect(data.createUser.cursor).toEqual(expect.any(String));
    expect(await me((await api.signIn('lin@example.com')).accessToken)).toMatchObject({ status: 200 });
  });

  test.each([
    ['a password below 8 characters', { email: 'a@example.com', password: '1234567' }, 'password'],
    ['a password and nothing to sign in with', { password: PASSWORD }, 'email'],
    ['an e-mail that is none', { email: 'a@b@c', password: PASSWORD }, 'email'],
    ['a phone that is none', { phone: '123', password: PASSWORD }, 'phone'],
    ['the e-mail of somebody else', { email: 'ADMIN@localhost' }, 'email'],
    ['a blank name', { name: ' ' }, 'name'],
  ])('with %s is BAD_USER_INPUT on the field', async (_what, input, field) => {
    expect(complaint(await createUser(input))).toEqual(['BAD_USER_INPUT', field]);
  });

  test('with a team or delegate that does not exist is NOT_FOUND', async () => {
    expect(complaint(await createUser({ teamId: 'team_unknown' }))).toEqual(['NOT_FOUND', 'teamId']);
  });

  test('with the same login twice at once makes one', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => createUser({ email: 'lin@example.com' })));
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'BAD_USER_INPUT')).toHaveLength(2);
  });

  test('repeated with its key gets the first answer; with another password IDEMPOTENCY_MISMATCH', async () => {
    const input = { email: 'lin@example.com', password: PASSWORD, idempotencyKey: 'k1' };
    const [first, again] = [await createUser(input), await createUser(input)];
    expect(again.data).toEqual(first.data);
    const other = await createUser({ ...input, password: 'another password' });
    expect(other.data.createUser).toMatchObject({ user: null, refusal: { code: 'IDEMPOTENCY_MISMATCH' } });
  });

  test('needs an ADMIN', async () => {
    const { token } = await api.person('MANAGER');
    const { code, errors } = await createUser({}, token);
    expect(code).toBe('FORBIDDEN');
    expect(errors![0]!.message).toContain('ADMIN');
  });
});

describe('updateUser', () => {
  test('changes what is given, clears what is null, and logs the fields but no secrets', async () => {
    const { id, login } = await api.person('SALES');
    await updateUser(id, { phone: '13800138000' });
    const { data } = await updateUser(id, { name: '王', email: null, password: 'another password' });
    expect(data.updateUser.user).toMatchObject({ name: '王', email: null, phone: '+8613800138000', role: 'SALES' });
    expect((await events('USER_CHANGED')).at(-1)).toEqual(['name', 'email', 'password']);
    const log = JSON.stringify((await api.database.pool.query('select * from "Event"')).rows);
    expect(log).not.toContain('$argon2');
    await expect(api.signIn(login)).rejects.toThrow();
    await api.signIn('13800138000', 'another password');
  });

  test('that changes nothing writes nothing', async () => {
    const { id } = await api.person('SALES');
    const before = await events('USER_CHANGED');
    const { data } = await updateUser(id, { role: 'SALES' });
    expect(data.updateUser).toMatchObject({ refusal: null, cursor: null });
    expect(await events('USER_CHANGED')).toEqual(before);
  });

  test('of a role holds for the very next request', async () => {
    const { id, token } = await api.person('SALES');
    expect((await createUser({}, token)).code).toBe('FORBIDDEN');
    await updateUser(id, { role: 'ADMIN' });
    expect((await createUser({}, token)).code).toBeUndefined();
    await updateUser(id, { role: 'SALES' });
    expect((await createUser({}, token)).code).toBe('FORBIDDEN');
  });

  test('deactivates: every session ends at once, and there is no way back in until reactivated', async () => {
    const { id, login, token } = await api.person('SALES');
    const { refreshToken } = await api.signIn(login);
    await updateUser(id, { active: false });
    expect((await me(token)).status).toBe(401);
    const refresh = `mutation { refreshSession(refreshToken: "${refreshToken}") { accessToken } }`;
    expect((await api.gql(refresh)).code).toBe('UNAUTHENTICATED');
    await expect(api.signIn(login)).rejects.toThrow();
    await updateUser(id, { active: true });
    expect((await me(token)).status).toBe(401);
    await api.signIn(login);
  });

  test('a new password ends the other sessions, but not the one that set it', async () => {
    const { accessToken } = await api.signIn(ADMIN.login, ADMIN.password);
    const { data } = await me(accessToken);
    await updateUser(data.viewer.id, { password: 'another password' });
    expect((await me(accessToken)).status).toBe(401);
    expect((await me(api.admin)).status).toBe(200);
  });

  test.each([
    ['demoted', { role: 'MANAGER' }, 'role'],
    ['deactivated', { active: false }, 'active'],
  ])('the last administrator who can sign in can not be %s', async (_what, change, field) => {
    const { data } = await me(api.admin);
    await createUser({ role: 'ADMIN' }); // has no password
    expect(complaint(await updateUser(data.viewer.id, change))).toEqual(['BAD_USER_INPUT', field]);
  });

  test('of two administrators who demote each other at once one stays', async () => {
    const other = await api.person('ADMIN');
    const { data } = await me(api.admin);
    const answers = await Promise.all([
      updateUser(other.id, { role: 'SALES' }, api.admin),
      updateUser(data.viewer.id, { role: 'SALES' }, other.token),
    ]);
    expect(answers.filter(({ code }) => code === undefined)).toHaveLength(1);
  });

  test('takes leave and a delegate, who is somebody else and active', async () => {
    const [lin, wang] = [await api.person('SALES'), await api.person('SALES')];
    const until = '2030-01-31T16:00:00.000Z';
    const { data } = await updateUser(lin.id, { onLeaveUntil: until, delegateId: wang.id });
    expect(data.updateUser.user).toMatchObject({ delegate: { id: wang.id }, onLeaveUntil: until });
    expect(complaint(await updateUser(lin.id, { delegateId: lin.id }))).toEqual(['BAD_USER_INPUT', 'delegateId']);
    await updateUser(wang.id, { active: false });
    const third = await api.person('SALES');
    expect(complaint(await updateUser(third.id, { delegateId: wang.id }))).toEqual(['BAD_USER_INPUT', 'delegateId']);
  });

  test('of nobody is NOT_FOUND', async () => {
    expect(complaint(await updateUser('usr_unknown', { name: '林' }))).toEqual(['NOT_FOUND', 'userId']);
  });
});

describe('a team', () => {
  test('begins with the newest default playbook', async () => {
    const { data } = await api.gql<{ createTeam: { team: object } }>(
      CREATE_TEAM,
      { input: { name: '华东组' } },
      api.admin,
    );
    expect(data.createTeam.team).toMatchObject({
      name: '华东组',
      lead: null,
      playbook: { key: 'default', version: 1 },
    });
  });

  test('has a name of its own', async () => {
    await api.team('华东组');
    const again = await api.gql(CREATE_TEAM, { input: { name: ' 华东组 ' } }, api.admin);
    expect(complaint(again)).toEqual(['BAD_USER_INPUT', 'name']);
  });

  test('without a lead is led by the first active TEAM_LEAD who joins it', async () => {
    const teamId = await api.team('华东组');
    await api.person('MANAGER', teamId);
    expect(await leadOf(teamId)).toBeNull();
    const first = await api.person('TEAM_LEAD', teamId);
    await api.person('TEAM_LEAD', teamId);
    expect(await leadOf(teamId)).toBe(first.id);
  });

  test('is led by a member who rises to TEAM_LEAD, if nobody did', async () => {
    const teamId = await api.team('华东组');
    const { id } = await api.person('SALES', teamId);
    await updateUser(id, { role: 'TEAM_LEAD' });
    expect(await leadOf(teamId)).toBe(id);
  });

  test.each([
    ['leaves', { teamId: null }],
    ['falls below TEAM_LEAD', { role: 'SALES' }],
    ['is deactivated', { active: false }],
  ])('whose lead %s goes on with its next TEAM_LEAD, or without one', async (_what, change) => {
    const teamId = await api.team('华东组');
    const [first, next] = [await api.person('TEAM_LEAD', teamId), await api.person('TEAM_LEAD', teamId)];
    await updateUser(first.id, change);
    expect(await leadOf(teamId)).toBe(next.id);
    await updateUser(next.id, change);
    expect(await leadOf(teamId)).toBeNull();
  });

  test.each(['SALES', 'inactive', 'unknown'])('can not be led by somebody %s', async (who) => {
    const teamId = await api.team('华东组');
    const { id } = await api.person(who === 'SALES' ? 'SALES' : 'MANAGER', teamId);
    if (who === 'inactive') await updateUser(id, { active: false });
    const answer = await updateTeam(teamId, { leadId: who === 'unknown' ? 'usr_unknown' : id });
    expect(complaint(answer)).toEqual([who === 'unknown' ? 'NOT_FOUND' : 'BAD_USER_INPUT', 'leadId']);
  });

  test('gets the name and lead it is given', async () => {
    const teamId = await api.team('华东组');
    const { id } = await api.person('MANAGER');
    const { data } = await updateTeam(teamId, { name: '华南组', leadId: id });
    expect(data.updateTeam.team).toMatchObject({ name: '华南组', lead: { id } });
    expect(await events('TEAM_CHANGED')).toEqual([
      ['name', 'leadId', 'playbookId'],
      ['name', 'leadId'],
    ]);
  });
});
