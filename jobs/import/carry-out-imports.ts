import type { Run } from '../../commands/command.js';
import {
  breathe,
  claimImport,
  leaveImport,
  loadClaimed,
  type ClaimedImport,
} from '../../commands/import/claim-import.js';
import { finishImport } from '../../commands/import/end-import.js';
import { importRows } from '../../commands/import/import-rows.js';
import { revertRows } from '../../commands/import/revert-rows.js';
import type { FileStore } from '../../commands/store/file-store.js';
import type { Log } from '../../commands/store/log.js';
import type { Database } from '../../commands/store/open-database.js';
import { loadSettings } from '../../commands/store/settings.js';
import { isUnavailable } from '../../commands/store/unavailable.js';
import { loadDoer } from '../../commands/store/viewers.js';
import { columnsOf, type Columns, type Mapping } from '../../domain/import/columns.js';
import { MOST_ROWS } from '../../domain/import/import.js';
import type { SheetRow } from '../../domain/import/read-row.js';
import { message, type Message } from '../../domain/message.js';
import { may, type Viewer } from '../../domain/policy.js';
import { csvRows } from './csv-rows.js';
import { withLocalCopy } from './local-copy.js';
import { Unreadable } from './unreadable.js';
import { xlsxRows } from './xlsx-rows.js';

export interface ImportsOptions {
  readonly database: Database;
  readonly run: Run;
  readonly files: FileStore;
  /** An import whose worker has been silent for this long is carried on here. */
  readonly silentAfterMs: number;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** Rows that are taken in at once: few enough that whoever waits for the same people doesn't wait long. */
const BATCH = 100;

/** While the file is looked through, nothing else shows that the worker lives. */
const BREATHE_MS = 5_000;

const SYSTEM = { by: null };

/** Carries out what waits, one import after the other; several workers take different ones. */
export async function carryOutImports(options: ImportsOptions): Promise<void> {
  const { database, run, silentAfterMs, signal, log } = options;
  while (!signal.aborted) {
    const { importId } = (await run(claimImport, { silentAfterMs }, SYSTEM)).answer;
    if (typeof importId !== 'string') return;
    try {
      await carryOut(options, await loadClaimed(database, importId));
    } catch (error) {
      await run(leaveImport, { importId }, SYSTEM).catch(() => undefined); // silence says the same, later
      log.warn({ err: error, importId }, 'an import was interrupted and goes on with its next turn');
      throw error;
    }
    if (signal.aborted) await run(leaveImport, { importId }, SYSTEM);
  }
}

async function carryOut(options: ImportsOptions, claimed: ClaimedImport): Promise<void> {
  const { id: importId, status, byId } = claimed.run;
  if (status === 'REVERTED') return takeBack(options, importId);
  const viewer = await loadDoer(options.database, byId);
  const outcome =
    viewer && may(viewer, 'bulk')
      ? await withLocalCopy(options.files, claimed.file.storageKey, (path) => takeIn(options, claimed, viewer, path))
      : message('IMPORT_RIGHT_LOST');
  if (outcome === 'LEFT') return;
  await options.run(finishImport, { importId, error: outcome === 'DONE' ? null : outcome }, SYSTEM);
}

async function takeBack({ run, signal }: ImportsOptions, importId: string): Promise<void> {
  for (let after: number | null = 0; after !== null;) {
    if (signal.aborted) return;
    const { last } = (await run(revertRows, { importId, after }, SYSTEM)).answer as { last?: number | null };
    after = last ?? null;
  }
  await run(finishImport, { importId }, SYSTEM);
}

/** What became of an import: LEFT where it was cancelled, goes on elsewhere, or waits for the next worker. */
type Carried = 'DONE' | 'LEFT' | Message;

/** Looks the whole file through before the first row is taken in, so that one that can't be read to its end changes nothing. */
async function takeIn(options: ImportsOptions, claimed: ClaimedImport, viewer: Viewer, path: string): Promise<Carried> {
  const rowsIn = claimed.file.name.toLowerCase().endsWith('.csv') ? csvRows : xlsxRows;
  try {
    const { customFields: fields } = await loadSettings(options.database.sql);
    const headers = headersIn(await firstOf(rowsIn(path)));
    if (!headers) return message('IMPORT_EMPTY');
    await options.run(breathe, { importId: claimed.run.id, headers }, SYSTEM);
    const columns = columnsOf(headers, { kind: claimed.run.kind, fields }, claimed.run.mapping as Mapping | null);
    if ('problem' in columns) return columns.problem;
    if (claimed.run.total === null) {
      const counted = await countRows(options, claimed.run.id, rowsIn(path));
      if (counted !== 'DONE') return counted;
    }
    return await takeInBatches({ ...options, claimed, viewer, columns }, rowsIn(path));
  } catch (error) {
    if (error instanceof Unreadable) return message('IMPORT_UNREADABLE', { detail: error.message.slice(0, 200) });
    throw error;
  }
}

async function firstOf(rows: AsyncIterable<SheetRow>): Promise<SheetRow | null> {
  for await (const row of rows) return row;
  return null;
}

/** What isn’t text can’t be kept, and names no column. */
const headersIn = (header: SheetRow | null): readonly string[] | undefined =>
  header?.cells.map((cell) => (typeof cell === 'string' ? cell.trim().replace(/[\0\p{Surrogate}]/gu, '') : ''));

async function countRows(
  { run, signal }: ImportsOptions,
  importId: string,
  rows: AsyncIterable<SheetRow>,
): Promise<Carried> {
  let total = -1; // the header
  let breathedAt = Date.now();
  for await (const _ of rows) {
    total++;
    if (total > MOST_ROWS) return message('IMPORT_TOO_MANY_ROWS', { max: MOST_ROWS });
    if (Date.now() - breathedAt < BREATHE_MS) continue;
    breathedAt = Date.now();
    const { goesOn } = (await run(breathe, { importId }, SYSTEM)).answer;
    if (!goesOn || signal.aborted) return 'LEFT';
  }
  if (total < 1) return message('IMPORT_EMPTY');
  await run(breathe, { importId, total }, SYSTEM);
  return 'DONE';
}

interface Batches extends ImportsOptions {
  readonly claimed: ClaimedImport;
  readonly viewer: Viewer;
  readonly columns: Columns;
}

async function takeInBatches(batches: Batches, rows: AsyncIterable<SheetRow>): Promise<Carried> {
  const seen = new Map<string, number>();
  let { after } = batches.claimed;
  let batch: SheetRow[] = [];
  let isHeader = true;
  const flush = async () => {
    const goesOn = batch.length === 0 || (await takeInBatch(batches, batch, { after, seen }));
    after = batch.at(-1)?.row ?? after;
    batch = [];
    return goesOn && !batches.signal.aborted;
  };
  for await (const row of rows) {
    if (!isHeader && row.row > after) batch.push(row);
    isHeader = false;
    if (batch.length === BATCH && !(await flush())) return 'LEFT';
  }
  return (await flush()) ? 'DONE' : 'LEFT';
}

interface Progress {
  readonly after: number;
  readonly seen: Map<string, number>;
}

/** A batch that breaks is taken in row by row, so that the one at fault is found and the others aren't lost with it. */
async function takeInBatch(batches: Batches, rows: readonly SheetRow[], progress: Progress): Promise<boolean> {
  const { run, claimed, viewer, columns, log } = batches;
  const take = async (some: readonly SheetRow[], after: number, isBroken = false): Promise<boolean> => {
    const input = { importId: claimed.run.id, columns, rows: some, after, seen: progress.seen, isBroken };
    return (await run(importRows, input, { by: viewer })).answer['outcome'] === 'TAKEN_IN';
  };
  try {
    return await take(rows, progress.after);
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (rows.length === 1) {
      log.error({ err: error, importId: claimed.run.id, row: rows[0]!.row }, 'a row could not be handled');
      return take(rows, progress.after, true);
    }
  }
  let { after } = progress;
  for (const row of rows) {
    if (!(await takeInBatch(batches, [row], { after, seen: progress.seen }))) return false;
    after = row.row;
  }
  return true;
}
