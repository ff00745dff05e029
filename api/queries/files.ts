import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../commands/store/open-database.js';
import { may, type Viewer } from '../../domain/policy.js';

/** A file is its uploader's, and of those who may see what it is attached to: imports are for who may run them. */
function visibleFiles(viewer: Viewer, table: string): RawBuilder<SqlBool> {
  const isTheirs = sql<SqlBool>`${sql.ref(`${table}.byId`)} = ${viewer.id}`;
  if (!may(viewer, 'bulk')) return isTheirs;
  const ofImport = sql`exists (select 1 from "ImportRun" r where r."fileId" = ${sql.ref(`${table}.id`)})`;
  return sql<SqlBool>`(${isTheirs} or ${ofImport})`;
}

/** Also one whose bytes are still to come: its uploader has announced it. */
export function filesById({ sql: db }: Database, viewer: Viewer, ids: readonly string[]) {
  return db.selectFrom('File as f').selectAll().where('id', 'in', ids).where(visibleFiles(viewer, 'f')).execute();
}

/** For whoever holds a signed link, which is a right in itself. */
export function findFile({ sql: db }: Database, id: string) {
  return db.selectFrom('File').selectAll().where('id', '=', id).executeTakeFirst();
}
