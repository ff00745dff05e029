import { sql } from 'kysely';
import type { KeyScope } from '../../domain/api-key/scopes.js';
import type { Locale, Role } from '../../domain/people.js';
import type { Viewer } from '../../domain/policy.js';
import { isSecretOf, prefixOf } from '../api-key-secret.js';
import type { Database } from './open-database.js';

/** A program that asks by a key which holds at this moment. */
export interface KeyHolder extends Viewer {
  readonly sessionId: string;
  readonly locale: Locale;
}

/** Who shows this secret, and until when they may; null where it is no key's, or of one that was revoked or has run out. */
export async function keyHolderBySecret(
  database: Database,
  secret: string,
): Promise<{ readonly viewer: KeyHolder; readonly expiresAt: Date | null } | null> {
  const prefix = prefixOf(secret);
  const row = prefix === null ? null : await standing(database, { prefix });
  if (!row || !isSecretOf(secret, row.secretHash)) return null;
  await noteUse(database, row);
  return { viewer: viewerOf(row), expiresAt: row.expiresAt };
}

/** The same of a key whose secret was shown before. */
export async function keyHolderById(database: Database, keyId: string): Promise<KeyHolder | null> {
  const row = await standing(database, { keyId });
  if (!row) return null;
  await noteUse(database, row);
  return viewerOf(row);
}

/** The same of a key by who it is in the log. */
export async function keyHolderByDoer(database: Database, userId: string): Promise<KeyHolder | null> {
  const row = await standing(database, { userId });
  return row ? viewerOf(row) : null;
}

interface KeyRow {
  readonly keyId: string;
  readonly userId: string;
  readonly secretHash: string;
  readonly role: Role;
  readonly scopes: readonly KeyScope[];
  readonly teamIds: readonly string[];
  readonly locale: Locale;
  readonly expiresAt: Date | null;
  readonly isUseNoted: boolean;
}

type Sought = { readonly prefix: string } | { readonly keyId: string } | { readonly userId: string };

async function standing({ sql: db }: Database, sought: Sought): Promise<KeyRow | null> {
  const found =
    'prefix' in sought
      ? sql`k.prefix = ${sought.prefix}`
      : 'keyId' in sought
        ? sql`k.id = ${sought.keyId}`
        : sql`u.id = ${sought.userId}`;
  const { rows } = await sql<KeyRow>`
    select k.id as "keyId", u.id as "userId", k."secretHash", k.role, k.scopes, k."teamIds", u.locale, k."expiresAt",
      coalesce(k."lastUsedAt" > now() - interval '1 minute', false) as "isUseNoted"
    from "ApiKey" k join "User" u on u."apiKeyId" = k.id
    where ${found} and k."revokedAt" is null and (k."expiresAt" is null or k."expiresAt" > now())`.execute(db);
  return rows[0] ?? null;
}

/** At most once a minute, and never waiting for anybody. */
async function noteUse({ sql: db }: Database, { keyId, isUseNoted }: KeyRow): Promise<void> {
  if (isUseNoted) return;
  await sql`update "ApiKey" set "lastUsedAt" = date_trunc('milliseconds', now())
    where id = (select id from "ApiKey" where id = ${keyId} for update skip locked)`.execute(db);
}

function viewerOf({ keyId, userId, role, scopes, teamIds, locale }: KeyRow): KeyHolder {
  return {
    id: userId,
    role,
    teamId: null,
    active: true,
    onLeaveUntil: null,
    delegateId: null,
    ledTeamIds: [],
    sessionId: keyId,
    locale,
    key: { scopes, teamIds },
  };
}
