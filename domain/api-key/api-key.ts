import { badInput } from '../decision.js';
import { message } from '../message.js';
import type { Role } from '../people.js';
import { KEY_SCOPES, isKeyScope, type KeyScope } from './scopes.js';

/** What an administrator says about a new key. */
export interface KeyWishes {
  readonly role: Role;
  /** Left out: to read only. */
  readonly scopes?: readonly string[] | null | undefined;
  readonly teamIds?: readonly string[] | null | undefined;
  readonly expiresAt?: Date | null | undefined;
}

export interface KeyTerms {
  readonly role: Role;
  readonly scopes: readonly KeyScope[];
  /** The teams it is limited to; none: not limited. */
  readonly teamIds: readonly string[];
  readonly expiresAt: Date | null;
}

/** A key gets the rights that were asked for, each once, and never less than would be of any use. */
export function keyTerms({ role, scopes, teamIds, expiresAt }: KeyWishes, now: Date): KeyTerms {
  const terms = {
    role,
    scopes: readScopes(scopes ?? ['read']),
    teamIds: [...new Set(teamIds ?? [])],
    expiresAt: expiresAt ?? null,
  };
  if (role === 'TEAM_LEAD' && terms.teamIds.length === 0) throw badInput('teamIds', message('KEY_TEAMS_MISSING'));
  if (role === 'ADMIN' && terms.teamIds.length > 0) throw badInput('teamIds', message('KEY_TEAMS_NOT_TAKEN'));
  if (terms.expiresAt !== null && terms.expiresAt <= now) throw badInput('expiresAt', message('IN_THE_PAST'));
  return terms;
}

function readScopes(asked: readonly string[]): readonly KeyScope[] {
  const unknown = asked.find((scope) => !isKeyScope(scope));
  if (unknown !== undefined)
    throw badInput('scopes', message('KEY_SCOPE_UNKNOWN', { scope: unknown, allowed: KEY_SCOPES.join(', ') }));
  if (asked.length === 0) throw badInput('scopes', message('REQUIRED'));
  return KEY_SCOPES.filter((scope) => asked.includes(scope));
}
