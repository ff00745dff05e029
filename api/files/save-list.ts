import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { putOrRemove } from '../../commands/store/file-rows.js';
import type { FileStore } from '../../commands/store/file-store.js';
import type { ExportFormat } from '../../domain/file/export.js';
import { labelIn } from '../../domain/message.js';
import type { Context } from '../context.js';
import { everyRow } from '../queries/every-row.js';
import type { List } from '../queries/list.js';
import { csvOf, type CellValue } from './csv.js';
import type { Column } from './export-columns.js';
import { xlsxOf } from './xlsx.js';

/** Writes a list into the store as it is read, and answers its size. Buckets want to know that beforehand, so it passes through a local file. */
export async function saveList(
  lines: AsyncIterable<readonly CellValue[]>,
  { format, files, storageKey }: { format: ExportFormat; files: FileStore; storageKey: string },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'genjin-export-'));
  try {
    const path = join(folder, 'list');
    const bytes: Readable = format === 'CSV' ? csvOf(lines) : xlsxOf(lines);
    await pipeline(bytes, createWriteStream(path));
    const { size } = await stat(path);
    await putOrRemove(files, storageKey, createReadStream(path), size);
    return size;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The header, then a line for each row, as the viewer may see it. What fields load by id is read for a page at once, and forgotten with it. */
export async function* linesOf<Row extends object>(
  list: List<Row>,
  columns: readonly Column<Row>[],
  ctx: Context,
): AsyncGenerator<readonly CellValue[]> {
  yield columns.map(({ title }) => labelIn(title, ctx.locale));
  for await (const rows of everyRow(list)) {
    yield* await Promise.all(rows.map((row) => Promise.all(columns.map(async ({ value }) => value(row, ctx)))));
    ctx.loaders.forget();
  }
}
