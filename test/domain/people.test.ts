import { describe, expect, test } from '@jest/globals';
import { readLogin } from '../../domain/people/login.js';
import { checkPassword } from '../../domain/people/password.js';
import {
  changedFields,
  checkUser,
  givesUp,
  isAbleAdmin,
  leadsByJoining,
  mayLeadTeams,
  withWishes,
  type UserFields,
} from '../../domain/people/user.js';
import { ROLES } from '../../domain/people.js';

const lin: UserFields = {
  name: '林小姐',
  email: 'lin@example.com',
  phone: '+8613800138000',
  wecomUserId: null,
  role: 'SALES',
  teamId: 'team_1',
  active: true,
  onLeaveUntil: null,
  delegateId: null,
  locale: 'ZH_CN',
};

describe('a login', () => {
  test.each([
    ['Lin@Example.com ', { email: 'lin@example.com' }],
    ['admin@localhost', { email: 'admin@localhost' }],
    ['１３８ 0013 8000', { phone: '+8613800138000' }],
    ['+49 30 901820', { phone: '+4930901820' }],
    ['lin', null],
    ['a@b@c', null],
    ['', null],
  ])('%j is %j', (text, login) => {
    expect(readLogin(text)).toEqual(login);
  });
});

describe('a password', () => {
  test.each(['', '1234567', '七个字的密码吧'])('%j is too short', (text) => {
    expect(() => checkPassword(text)).toThrow('PASSWORD_TOO_SHORT');
  });

  test('of 8 characters will do, of 201 will not', () => {
    checkPassword('12345678');
    expect(() => checkPassword('x'.repeat(201))).toThrow('TOO_LONG');
  });
});

describe('wishes about somebody', () => {
  test('left out stay as they are, null clears, and so does an empty text', () => {
    expect(withWishes(lin, {})).toEqual(lin);
    expect(withWishes(lin, { email: null, phone: '', teamId: null })).toEqual({
      ...lin,
      email: null,
      phone: null,
      teamId: null,
    });
  });

  test('that nobody can be without are not cleared by null', () => {
    expect(withWishes(lin, { role: null, active: null, locale: null })).toEqual(lin);
    expect(() => withWishes(lin, { name: null })).toThrow('REQUIRED');
  });

  test('are told apart from what is so already, whatever the spelling', () => {
    expect(changedFields(lin, withWishes(lin, { email: 'LIN@example.com', phone: '138 0013 8000' }))).toEqual([]);
    const leave = { ...lin, onLeaveUntil: new Date(5) };
    expect(changedFields(leave, { ...leave, onLeaveUntil: new Date(5) })).toEqual([]);
    expect(changedFields(lin, { ...lin, role: 'ADMIN' })).toEqual([{ field: 'role', old: 'SALES', new: 'ADMIN' }]);
  });
});

test('whoever has a password keeps something to sign in with', () => {
  const unreachable = { ...lin, email: null, phone: null };
  expect(() => checkUser('usr_1', unreachable, { hasPassword: true })).toThrow('LOGIN_MISSING');
  checkUser('usr_1', unreachable, { hasPassword: false });
});

test('nobody stands in for themself', () => {
  expect(() => checkUser('usr_1', { ...lin, delegateId: 'usr_1' }, { hasPassword: true })).toThrow('SELF_DELEGATE');
});

test('an administrator counts who is active and can sign in', () => {
  const admin = { ...lin, role: 'ADMIN' } as const;
  expect(isAbleAdmin(admin, true)).toBe(true);
  expect(isAbleAdmin(admin, false)).toBe(false);
  expect(isAbleAdmin({ ...admin, active: false }, true)).toBe(false);
  expect(isAbleAdmin({ ...admin, email: null, phone: null }, true)).toBe(false);
});

describe('a team', () => {
  test('may be led from TEAM_LEAD up, and is led by joining by a TEAM_LEAD only', () => {
    const of = (rule: (person: UserFields) => boolean) => ROLES.filter((role) => rule({ ...lin, role }));
    expect(of(mayLeadTeams)).toEqual(['TEAM_LEAD', 'MANAGER', 'ADMIN']);
    expect(of(leadsByJoining)).toEqual(['TEAM_LEAD']);
    expect(mayLeadTeams({ role: 'ADMIN', active: false })).toBe(false);
  });

  test('is given up by leaving it, by falling below TEAM_LEAD and by deactivation, not by moving elsewhere', () => {
    const lead = { ...lin, role: 'TEAM_LEAD' } as const;
    expect(givesUp('team_1', lead, { ...lead, teamId: 'team_2' })).toBe(true);
    expect(givesUp('team_1', lead, { ...lead, role: 'SALES' })).toBe(true);
    expect(givesUp('team_1', lead, { ...lead, active: false })).toBe(true);
    expect(givesUp('team_1', lead, { ...lead, role: 'MANAGER' })).toBe(false);
    expect(givesUp('team_9', lead, { ...lead, teamId: 'team_2' })).toBe(false);
  });
});
