import { sql } from 'kysely';
import { accept, Refused, type Decision } from '../../domain/decision.js';
import { headerOf, type Columns } from '../../domain/import/columns.js';
import { readRow, type RowFields, type SheetRow } from '../../domain/import/read-row.js';
import type { RowOutcome } from '../../domain/import/import.js';
import { message, type Message } from '../../domain/message.js';
import { CallerError, type Refusal } from '../../domain/refusal.js';
import { callOf, command } from '../command.js';
import type { Tx } from '../store/tx.js';
import { BatchTx } from './batch-tx.js';
import type { ImportRow } from './claim-import.js';
import { changed, lockRun } from './end-import.js';
import { companyOfRow, identitiesOfRow, takeIn, tryOut, type ImportFacts } from './take-in-row.js';

export interface ImportRows {
  readonly importId: string;
  readonly columns: Columns;
  readonly rows: readonly SheetRow[];
  /** The row before the first of these: another worker may have gone on from there. */
  readonly after: number;
  /** In a dry run, everybody whom the rows so far would have made known, by the row. */
  readonly seen: Map<string, number>;
  /** A row that broke: it is told as a fault of ours, and the import goes on behind it. */
  readonly isBroken?: boolean;
}

/** What became of one row. */
export interface RowResult {
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly leadId: string | null;
  readonly customerId: string | null;
  readonly field: string | null;
  readonly problem: Message | null;
}

/**
 * Takes the next rows in, each through the very decision that its kind has everywhere else. What they change, what became of each and the
 * counters are one transaction: after a crash the import goes on exactly behind the last row that is through.
 */
export const importRows = command('importRows', async (tx, input: ImportRows) => {
  const run = await lockRun(tx, input.importId);
  if (run.status !== 'RUNNING') return accept([], { outcome: 'STALE' });
  if ((await lastRow(tx, input.importId)) !== input.after) return accept([], { outcome: 'STALE' });
  const batch = new BatchTx(tx);
  const read = input.rows.map((row) => readSafely(row, input.columns));
  const facts = await factsOf(batch, run);
  const fields = read.flatMap((one) => ('fields' in one ? [one.fields] : []));
  await batch.lookUp(fields.flatMap(identitiesOfRow), fields.flatMap(companyOfRow));
  const results: RowResult[] = [];
  for (const one of read) results.push(await resultOf(batch, one, facts, input));
  await batch.flushed();
  await keepResults(tx, run, results);
  return accept([changed(run.id, 'RUNNING', { done: run.done + results.length })], { outcome: 'TAKEN_IN' });
});

type ReadRow = { readonly row: number } & ({ readonly fields: RowFields } | { readonly problem: CallerError });

function readSafely({ row, cells }: SheetRow, columns: Columns): ReadRow {
  try {
    return { row, fields: readRow(cells, columns) };
  } catch (error) {
    if (error instanceof CallerError) return { row, problem: error };
    throw error;
  }
}

async function resultOf(tx: BatchTx, one: ReadRow, facts: ImportFacts, input: ImportRows): Promise<RowResult> {
  const { row } = one;
  const failed = (problem: Message, field: string | null): RowResult => ({
    ...NOTHING,
    row,
    outcome: 'FAILED',
    problem,
    field: field === null ? null : headerOf(input.columns, field),
  });
  if (input.isBroken) return failed(message('IMPORT_ROW_FAULT'), null);
  if ('problem' in one) return failed(one.problem.text, one.problem.field);
  try {
    const decision = facts.run.dryRun
      ? await tryOut(tx, one.fields, facts, { row, seen: input.seen }, callOf(tx))
      : await takeIn(tx, one.fields, facts, callOf(tx));
    if (!decision.accepted) return refused(row, decision.refusal, failed);
    if (!facts.run.dryRun) await tx.write(decision.changes);
    return { ...made(decision, facts.run.dryRun), row };
  } catch (error) {
    if (error instanceof CallerError) return failed(error.text, error.field);
    if (error instanceof Refused) return refused(row, error.refusal, failed);
    throw error;
  }
}

const NOTHING = { leadId: null, customerId: null, field: null, problem: null } as const;

function refused(
  row: number,
  refusal: Refusal,
  failed: (problem: Message, field: string | null) => RowResult,
): RowResult {
  if (refusal.code === 'DUPLICATE') return { ...NOTHING, row, outcome: 'DUPLICATE' };
  const unmet = 'unmet' in refusal ? refusal.unmet[0] : undefined;
  return failed(unmet?.message ?? message(refusal.code), unmet?.field ?? null);
}

/** Made by this row, or known before. */
function made(decision: Extract<Decision, { accepted: true }>, isDry: boolean): Omit<RowResult, 'row'> {
  const { leadId, customerId, duplicateOfLeadId, duplicateOfCustomerId } = decision.answer as Readonly<
    Record<string, string | null | undefined>
  >;
  const isNew = decision.changes.length > 0 && Boolean(leadId ?? customerId);
  if (isNew && isDry) return { ...NOTHING, outcome: 'CREATED' };
  if (isNew) return { ...NOTHING, outcome: 'CREATED', leadId: leadId ?? null, customerId: customerId ?? null };
  return {
    ...NOTHING,
    outcome: 'DUPLICATE',
    leadId: duplicateOfLeadId ?? leadId ?? null,
    customerId: duplicateOfCustomerId ?? customerId ?? null,
  };
}

async function factsOf(tx: BatchTx, run: ImportRow): Promise<ImportFacts> {
  if (run.sourceId === null) return { run, source: null };
  const source = await tx.sql.selectFrom('Source').selectAll().where('id', '=', run.sourceId).executeTakeFirstOrThrow();
  return { run, source };
}

async function lastRow({ sql: db }: Tx, importId: string): Promise<number> {
  const last = db
    .selectFrom('ImportRow')
    .select('row')
    .where('importId', '=', importId)
    .orderBy('row', 'desc')
    .limit(1);
  return (await last.executeTakeFirst())?.row ?? 0;
}

async function keepResults({ sql: db }: Tx, { id }: ImportRow, results: readonly RowResult[]): Promise<void> {
  const rows = results.map((one) => ({ ...one, importId: id, problem: asJson(one.problem) }));
  await db.insertInto('ImportRow').values(rows).execute();
  const count = (outcome: RowOutcome) => results.filter((one) => one.outcome === outcome).length;
  await db
    .updateTable('ImportRun')
    .set({
      done: sql`done + ${results.length}`,
      created: sql`created + ${count('CREATED')}`,
      duplicates: sql`duplicates + ${count('DUPLICATE')}`,
      failed: sql`failed + ${count('FAILED')}`,
      heartbeatAt: sql`clock_timestamp()`,
    })
    .where('id', '=', id)
    .execute();
}

const asJson = (problem: Message | null): Message | null => problem && (JSON.stringify(problem) as never);
