import { sql } from 'kysely';
import { survivorOf } from '../../commands/store/survivor.js';
import type { Database } from '../../commands/store/open-database.js';

type Table = 'Customer' | 'Lead';

/** Under which ids the log knows somebody: their own, and those of all who were merged into them; whichever of these is asked for. */
export async function idsInLog({ sql: db }: Database, table: Table, id: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with survivor as (select ${survivorOf(table, id)} as id)
    select id from survivor union all
    select m.id from ${sql.table(table)} m join survivor s on m."mergedIntoId" = s.id`.execute(db);
  return rows.map((row) => row.id);
}
