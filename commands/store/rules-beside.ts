import { sql } from 'kysely';
import type { CustomField } from '../../domain/custom-field/custom-field.js';
import { readDraft } from '../../domain/playbook/draft.js';
import type { PlaybookDefinition } from '../../domain/playbook/playbook.js';
import type { RulesBeside } from '../../domain/pool/check.js';
import type { Database } from './open-database.js';
import { shippedPoolRules } from './pools.js';
import type { Tx } from './tx.js';

/** What a pool's rules run beside: the versions that teams follow, or for want of teams the one that new teams would; and every stage there is. */
export async function loadRulesBeside(
  db: Database['sql'] | Tx['sql'],
  fields: readonly CustomField[],
): Promise<RulesBeside> {
  const rows = await db
    .selectFrom('Playbook as p')
    .select([
      'p.key',
      'p.version',
      'p.definition',
      sql<boolean>`exists (select 1 from "Team" t where t."playbookId" = p.id)`.as('isFollowed'),
    ])
    .orderBy('p.key')
    .orderBy('p.version', 'desc')
    .execute();
  const followed = rows.filter(({ isFollowed }) => isFollowed);
  const newest = rows.filter(({ key }) => key === 'default').slice(0, 1);
  return {
    fields,
    shipped: shippedPoolRules(),
    followed: (followed.length > 0 ? followed : newest).map(({ key, version, definition }) => ({
      name: `${key}.${version}`,
      draft: readDraft(definition),
    })),
    stageCodes: new Set(
      rows.flatMap(({ definition }) => (definition as PlaybookDefinition).stages.map(({ code }) => code)),
    ),
  };
}
