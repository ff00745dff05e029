import { sql } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { PLAYBOOK_COLUMNS, Playbooks, asPlaybook, type PublishedPlaybook } from '../../commands/store/playbooks.js';
import { shippedPoolRules } from '../../commands/store/pools.js';
import { readDraft } from '../../domain/playbook/draft.js';
import type { PlaybookDefinition } from '../../domain/playbook/playbook.js';
import type { RulesBeside } from '../../domain/pool/check.js';

const libraries = new WeakMap<Database, Playbooks>();

/** The playbooks that reads of this database have met so far. */
export function libraryOf(database: Database): Playbooks {
  const library = libraries.get(database) ?? new Playbooks();
  libraries.set(database, library);
  return library;
}

/** Every version, a key's newest first. */
export async function allPlaybooks({ sql: db }: Database): Promise<PublishedPlaybook[]> {
  const rows = db.selectFrom('Playbook').select(PLAYBOOK_COLUMNS).orderBy('key').orderBy('version', 'desc');
  return (await rows.execute()).map(asPlaybook);
}

/** What a pool's rules run beside: the versions that teams follow, or for want of teams the one that new teams would; and every stage there is. */
export async function rulesBeside({ sql: db }: Database): Promise<RulesBeside> {
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

/** Whose lists of reasons and purposes hold for somebody without a team. */
export async function newestDefault({ sql: db }: Database): Promise<PublishedPlaybook> {
  const newest = db
    .selectFrom('Playbook')
    .select(PLAYBOOK_COLUMNS)
    .where('key', '=', 'default')
    .orderBy('version', 'desc');
  return asPlaybook(await newest.limit(1).executeTakeFirstOrThrow());
}
