import { badInput } from '../decision.js';
import type { FieldChange } from '../change.js';
import { normalisePhone } from '../lead/identity.js';
import { message, type Message } from '../message.js';
import { isAtLeast, type Locale, type Person, type Role } from '../people.js';
import type { Viewer } from '../policy.js';
import { CallerError } from '../refusal.js';
import { normaliseLoginEmail } from './login.js';

/** Everything that an administrator sets about somebody, but for their password. */
export interface UserFields {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly wecomUserId: string | null;
  readonly role: Role;
  readonly teamId: string | null;
  readonly active: boolean;
  readonly onLeaveUntil: Date | null;
  readonly delegateId: string | null;
  readonly locale: Locale;
}

/** What was asked to change: left out means as it is, null means none. */
export type UserWishes = { readonly [K in keyof UserFields]?: UserFields[K] | null };

const LONGEST_NAME = 100;
const LONGEST_WECOM_ID = 64;

const FIELDS = [
  'name',
  'email',
  'phone',
  'wecomUserId',
  'role',
  'teamId',
  'active',
  'onLeaveUntil',
  'delegateId',
  'locale',
] as const satisfies readonly (keyof UserFields)[];

/** The person as they will be: each wish in its one spelling, or a complaint about the first that can't be. */
export function withWishes(before: UserFields, wishes: UserWishes): UserFields {
  return {
    name: wishes.name === undefined ? before.name : readName(wishes.name),
    email: read(wishes.email, before.email, (text) => normaliseLoginEmail(text) ?? complain('email', 'NOT_AN_EMAIL')),
    phone: read(wishes.phone, before.phone, (text) => normalisePhone(text) ?? complain('phone', 'NOT_A_PHONE')),
    wecomUserId: read(wishes.wecomUserId, before.wecomUserId, (text) => short('wecomUserId', text, LONGEST_WECOM_ID)),
    role: wishes.role ?? before.role,
    teamId: read(wishes.teamId, before.teamId),
    active: wishes.active ?? before.active,
    onLeaveUntil: read(wishes.onLeaveUntil, before.onLeaveUntil),
    delegateId: read(wishes.delegateId, before.delegateId),
    locale: wishes.locale ?? before.locale,
  };
}

/** A name of a person or team: never blank, and short enough to be shown. */
export function readName(text: string | null): string {
  const name = short('name', text ?? '', LONGEST_NAME);
  if (name === '') throw badInput('name', message('REQUIRED'));
  return name;
}

/** Whoever has a password needs something to sign in with, and nobody stands in for themself. */
export function checkUser(id: string, user: UserFields, { hasPassword }: { hasPassword: boolean }): void {
  if (hasPassword && !hasLogin(user)) throw badInput('email', message('LOGIN_MISSING'));
  if (user.delegateId === id) throw badInput('delegateId', message('SELF_DELEGATE'));
}

/** A program may look after people, but can't let itself in as one of them. */
export function checkDoer(
  by: Viewer | null,
  { password, roles }: { readonly password: boolean; readonly roles: readonly Role[] },
): void {
  if (by?.key === undefined) return;
  if (password) throw new CallerError('FORBIDDEN', message('KEY_SETS_NO_PASSWORD'), 'password');
  if (roles.includes('ADMIN')) throw new CallerError('FORBIDDEN', message('KEY_MAKES_NO_ADMIN'), 'role');
}

/** An administrator who can sign in and put things right; at least one has to remain. */
export function isAbleAdmin(
  user: Pick<UserFields, 'role' | 'active' | 'email' | 'phone'>,
  hasPassword: boolean,
): boolean {
  return user.active && user.role === 'ADMIN' && hasPassword && hasLogin(user);
}

/** A team is led by an active TEAM_LEAD or above. */
export const mayLeadTeams = (person: Pick<Person, 'active' | 'role'>): boolean =>
  person.active && isAtLeast(person.role, 'TEAM_LEAD');

/** Somebody who becomes the lead of the team they join, if it has none. */
export const leadsByJoining = (person: Pick<Person, 'active' | 'role'>): boolean =>
  person.active && person.role === 'TEAM_LEAD';

/** Whether somebody stops leading a team: they may no longer lead, or they left it. */
export function givesUp(teamId: string, before: UserFields, after: UserFields): boolean {
  return !mayLeadTeams(after) || (teamId === before.teamId && teamId !== after.teamId);
}

export function changedFields(before: UserFields, after: UserFields): FieldChange[] {
  const changed = FIELDS.filter((field) => !isSame(before[field], after[field]));
  return changed.map((field) => ({ field, old: before[field], new: after[field] }));
}

const hasLogin = ({ email, phone }: Pick<UserFields, 'email' | 'phone'>): boolean => email !== null || phone !== null;

const isSame = (one: unknown, other: unknown): boolean =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;

/** An empty text is none. */
function read<T>(
  wish: T | null | undefined,
  before: T | null,
  normalise: (value: T) => T = (value) => value,
): T | null {
  if (wish === undefined) return before;
  return wish === null || wish === '' ? null : normalise(wish);
}

function short(field: string, text: string, max: number): string {
  const trimmed = text.normalize('NFC').trim();
  if ([...trimmed].length > max) throw badInput(field, message('TOO_LONG', { max }));
  return trimmed;
}

function complain(field: string, code: Message['code']): never {
  throw badInput(field, message(code));
}
