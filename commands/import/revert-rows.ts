import { sql, type Transaction } from 'kysely';
import { accept } from '../../domain/decision.js';
import type { DB } from '../../schema/generated/kysely/types.js';
import { command } from '../command.js';
import { changed, lockRun, type OfImport } from './end-import.js';

/** Rows that are taken back in one transaction. */
const BATCH = 500;

/**
 * Takes back the next rows of an import: who was made by them and has been left alone since is removed with all that hangs on them, so that
 * the same file can be imported again; the log keeps what they were. Anybody else is kept: whom somebody worked on, who left another trace,
 * and whom somebody is working on this very moment. Touches on people who were known before stay.
 */
export const revertRows = command(
  'revertRows',
  async (tx, { importId, after }: OfImport & { readonly after: number }) => {
    const run = await lockRun(tx, importId);
    if (run.status !== 'REVERTED' || run.finishedAt !== null) return accept([], { last: null });
    const rows = await tx.sql
      .selectFrom('ImportRow')
      .select(['row', 'leadId', 'customerId'])
      .where('importId', '=', importId)
      .where('outcome', '=', 'CREATED')
      .where('row', '>', after)
      .orderBy('row')
      .limit(BATCH)
      .execute();
    const ids = (of: 'leadId' | 'customerId') => rows.map((one) => one[of]).filter((id) => id !== null);
    const gone = [
      ...(await remove(tx.sql, { table: 'Lead', column: 'leadId', importId }, ids('leadId'))),
      ...(await remove(tx.sql, { table: 'Customer', column: 'customerId', importId }, ids('customerId'))),
    ];
    await sql`
    update "ImportRow" set outcome = 'REVERTED' where "importId" = ${importId}
      and row = any(${rows.filter((one) => gone.includes((one.leadId ?? one.customerId)!)).map(({ row }) => row)}::int[])`.execute(
      tx.sql,
    );
    await sql`update "ImportRun" set "heartbeatAt" = clock_timestamp() where id = ${importId}`.execute(tx.sql);
    const changes = rows.length > 0 ? [changed(importId, 'REVERTED', { removed: gone })] : [];
    return accept(changes, { last: rows.at(-1)?.row ?? null });
  },
);

type Sql = Transaction<DB>;

/** What hangs on a lead or customer of an import, and on a customer alone. */
const PARTS = ['Deadline', 'FollowUp', 'Notification', 'Touch', 'Identity', 'Tenure'] as const;
const CUSTOMERS_PARTS = ['Obligation', 'StageVisit'] as const;

/** What the import itself wrote about somebody is no work on them, nor is what the system did by itself. */
async function remove(
  db: Sql,
  { table, column, importId }: { table: 'Lead' | 'Customer'; column: 'leadId' | 'customerId'; importId: string },
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select s.id from ${sql.table(table)} s where s.id = any(${[...ids]}::text[]) and s."mergedIntoId" is null
      and not exists (
        select 1 from "Event" e where e.${sql.ref(column)} = s.id and (e."actorId" is not null or e.type = 'LEAD_TOUCHED')
          and not exists (
            select 1 from "Event" i where i.tx = e.tx and i.type = 'IMPORT_CHANGED' and i.data->>'importId' = ${importId}))
    order by s.id for update skip locked`.execute(db);
  const gone = rows.map(({ id }) => id);
  for (const part of column === 'leadId' ? PARTS : [...PARTS, ...CUSTOMERS_PARTS]) {
    await sql`delete from ${sql.table(part)} where ${sql.ref(column)} = any(${gone}::text[])`.execute(db);
  }
  await sql`delete from ${sql.table(table)} where id = any(${gone}::text[])`.execute(db);
  return gone;
}
