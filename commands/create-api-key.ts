import { keyTerms, type KeyWishes } from '../domain/api-key/api-key.js';
import { event } from '../domain/change.js';
import { accept, notFound } from '../domain/decision.js';
import { readName } from '../domain/people/user.js';
import { hashKeySecret, newKeySecret } from './api-key-secret.js';
import { command } from './command.js';
import type { Tx } from './store/tx.js';

export interface CreateApiKey extends KeyWishes {
  readonly name: string;
}

/** A new key for a program, its secret answered once. Whoever the program is in the log has its name and role, is never active and owns nothing. */
export const createApiKey = command('createApiKey', async (tx, input: CreateApiKey, call) => {
  const name = readName(input.name);
  const terms = keyTerms(input, call.now);
  await requireTeams(tx, terms.teamIds);
  const id = call.newId('ApiKey');
  const { secret, prefix } = newKeySecret();
  const { role, expiresAt } = terms;
  const [scopes, teamIds] = [[...terms.scopes], [...terms.teamIds]];
  const key = { id, name, prefix, secretHash: hashKeySecret(secret), role, scopes, teamIds, expiresAt };
  await tx.sql
    .insertInto('ApiKey')
    .values({ ...key, createdAt: call.now, createdById: call.by!.id })
    .execute();
  const { locale } = await tx.loadSettings();
  const doer = { id: call.newId('User'), apiKeyId: id, name, role, active: false, locale, createdAt: call.now };
  await tx.sql.insertInto('User').values(doer).execute();
  const data = { apiKeyId: id, name, role, scopes, teamIds, expiresAt };
  return accept([event('SETTINGS_CHANGED', { data })], { apiKeyId: id, secret });
});

async function requireTeams({ sql }: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await sql
    .selectFrom('Team')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  if (found.length < ids.length) throw notFound('teamIds');
}
