import { sql } from 'kysely';
import type { Answer } from '../../domain/decision.js';
import type { Identity } from '../../domain/lead/identity.js';
import type { Merge, MergeKind } from '../../domain/merge/merge.js';
import { kindOfId } from './ids.js';
import { MERGED_PARTS, PASSED } from './merged-rows.js';
import type { Tx } from './tx.js';

/** The merge that is meant: by its own id, or as the latest of the record that has this id. */
export async function findMerge({ sql: db }: Tx, id: string): Promise<Merge | null> {
  const meant = db.selectFrom('Merge').selectAll();
  const found = kindOfId(id) === 'Merge' ? meant.where('id', '=', id) : meant.where('fromId', '=', id);
  return (await found.orderBy('at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()) ?? null;
}

/** The merges into somebody that stand, in their order. */
export async function standingMerges({ sql: db }: Tx, intoId: string): Promise<readonly Merge[]> {
  const standing = db.selectFrom('Merge').selectAll().where('intoId', '=', intoId).where('undoneAt', 'is', null);
  return standing.orderBy('at').orderBy('id').execute();
}

/** What hangs on these records, counted. */
export async function countParts({ sql: db }: Tx, kind: MergeKind, ids: readonly string[]): Promise<Answer> {
  const counts = MERGED_PARTS[kind].flatMap(({ table, column, counted }) =>
    counted
      ? [
          sql`(select count(*)::int from ${sql.table(table)} where ${sql.ref(column)} = any(${[...ids]}::text[])) as ${sql.ref(counted)}`,
        ]
      : [],
  );
  const { rows } = await sql<Answer>`select ${sql.join(counts)}`.execute(db);
  return rows[0]!;
}

/** Leads go before their customers, here as everywhere: whoever holds one of them may be waiting for the customer. */
export async function lockLeadsOf({ sql: db }: Tx, customerIds: readonly string[]): Promise<void> {
  await db.selectFrom('Lead').select('id').where('customerId', 'in', customerIds).orderBy('id').forUpdate().execute();
}

/** Follow-ups that a merge gave to the survivor's owner. */
export async function passedWith({ sql: db }: Tx, mergeId: string): Promise<ReadonlySet<string>> {
  const marks = db.selectFrom('MergedRow').select('rowId').where('mergeId', '=', mergeId).where('part', '=', PASSED);
  return new Set((await marks.execute()).map(({ rowId }) => rowId));
}

export interface KnownBy extends Identity {
  readonly leadId: string | null;
  readonly customerId: string | null;
}

/** How the merged one was known, and who is known by it now: nobody, where both are null. */
export async function identitiesCameWith({ sql: db }: Tx, mergeId: string): Promise<readonly KnownBy[]> {
  const { rows } = await sql<KnownBy>`
    select came.kind, came.value, i."leadId", i."customerId"
    from (
      select split_part("rowId", ' ', 1) as kind, substr("rowId", strpos("rowId", ' ') + 1) as value
      from "MergedRow" where "mergeId" = ${mergeId} and part = 'Identity') came
    left join "Identity" i on i.kind = came.kind and i.value = came.value`.execute(db);
  return rows;
}

/** Whether a later merge that stands took this record elsewhere: a lead went with its customer into another. */
export async function wasMovedSince({ sql: db }: Tx, leadId: string): Promise<boolean> {
  const mark = db
    .selectFrom('MergedRow')
    .innerJoin('Merge', 'Merge.id', 'MergedRow.mergeId')
    .select('mergeId')
    .where('part', '=', 'Lead')
    .where('rowId', '=', leadId)
    .where('undoneAt', 'is', null);
  return (await mark.limit(1).executeTakeFirst()) !== undefined;
}
