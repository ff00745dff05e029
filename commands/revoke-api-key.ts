import { event } from '../domain/change.js';
import { accept, notFound } from '../domain/decision.js';
import { command } from './command.js';

export interface RevokeApiKey {
  readonly apiKeyId: string;
}

/** From now on the key opens nothing; what it did stays its doing. Once is enough. */
export const revokeApiKey = command('revokeApiKey', async ({ sql, now }, { apiKeyId: id }: RevokeApiKey) => {
  const key = await sql
    .selectFrom('ApiKey')
    .select(['name', 'revokedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!key) throw notFound('apiKeyId');
  if (key.revokedAt !== null) return accept([], { apiKeyId: id });
  await sql.updateTable('ApiKey').set({ revokedAt: now }).where('id', '=', id).execute();
  const data = { apiKeyId: id, name: key.name };
  const changes = [{ field: 'revokedAt', old: null, new: now }];
  return accept([event('SETTINGS_CHANGED', { changes, data })], { apiKeyId: id });
});
