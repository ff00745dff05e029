import { sql, type RawBuilder } from 'kysely';

/** The id under which somebody is found now: their own, or that of whom they were merged into, which is never further than one step. */
export const survivorOf = (table: 'Customer' | 'Lead', id: string): RawBuilder<string> =>
  sql<string>`coalesce((select m."mergedIntoId" from ${sql.table(table)} m where m.id = ${id}), ${id})`;

/** It was merged while its lock was waited for: the call is decided anew, with the survivor, and holds no lock meanwhile. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
  /** As PostgreSQL says that a transaction has to be tried again. */
  readonly code = '40001';
}
