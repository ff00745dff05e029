import type { Selectable } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';
import type { DB } from '../../schema/generated/kysely/types.js';

export type HandOverRow = Selectable<DB['HandOverRun']>;

/** Hand-overs are the business of those who may order them. */
export async function handOversById(
  { sql: db }: Database,
  viewer: Viewer,
  ids: readonly string[],
): Promise<HandOverRow[]> {
  return may(viewer, 'handOver') ? db.selectFrom('HandOverRun').selectAll().where('id', 'in', ids).execute() : [];
}
