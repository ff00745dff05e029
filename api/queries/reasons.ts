import type { Database } from '../../commands/store/open-database.js';
import type { ReasonLists } from '../../domain/reason/reason.js';

/** The organisation's own lists of reasons, inactive ones included. */
export async function reasonListsOf({ sql: db }: Database): Promise<ReasonLists> {
  const settings = db.selectFrom('Settings').select('reasons').where('id', '=', 1);
  return (await settings.executeTakeFirstOrThrow()).reasons as ReasonLists;
}
