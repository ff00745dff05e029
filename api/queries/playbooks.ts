import type { Database } from '../../commands/store/open-database.js';
import { PLAYBOOK_COLUMNS, Playbooks, asPlaybook, type PublishedPlaybook } from '../../commands/store/playbooks.js';

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

/** Whose lists of reasons and purposes hold for somebody without a team. */
export async function newestDefault({ sql: db }: Database): Promise<PublishedPlaybook> {
  const newest = db
    .selectFrom('Playbook')
    .select(PLAYBOOK_COLUMNS)
    .where('key', '=', 'default')
    .orderBy('version', 'desc');
  return asPlaybook(await newest.limit(1).executeTakeFirstOrThrow());
}
