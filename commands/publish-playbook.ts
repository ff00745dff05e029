import { sql } from 'kysely';
import { event } from '../domain/change.js';
import { accept, refuse } from '../domain/decision.js';
import { checkPlaybook } from '../domain/playbook/check.js';
import type { PlaybookDefinition } from '../domain/playbook/playbook.js';
import { namedRules } from '../domain/pool/draft.js';
import { command } from './command.js';

export interface PublishPlaybook {
  readonly definition: unknown;
}

/** Publishes the next version of a playbook's key, once it is free of errors; warnings don't stand in the way. */
export const publishPlaybook = command('publishPlaybook', async (tx, { definition }: PublishPlaybook, call) => {
  const problems = checkPlaybook(definition, namedRules(await tx.loadPools()), await tx.lockFields());
  if (problems.some((problem) => problem.severity === 'ERROR')) return refuse({ code: 'PLAYBOOK_INVALID', problems });
  const { key } = definition as PlaybookDefinition;
  await sql`select pg_advisory_xact_lock(hashtext(${`playbook:${key}`}))`.execute(tx.sql);
  const newest = await tx.sql
    .selectFrom('Playbook')
    .select('version')
    .where('key', '=', key)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  const version = (newest?.version ?? 0) + 1;
  const id = call.newId('Playbook');
  const row = {
    id,
    key,
    version,
    definition: JSON.stringify(definition),
    publishedAt: call.now,
    publishedById: call.by?.id ?? null,
  };
  await tx.sql.insertInto('Playbook').values(row).execute();
  return accept([event('PLAYBOOK_PUBLISHED', { data: { playbookId: id, key, version } })], { playbookId: id });
});
