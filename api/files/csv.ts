import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { harmless } from '../../domain/file/export.js';

/** What stands in one cell. */
export type CellValue = string | number | null;

/** Excel takes a table without this mark for the encoding of its own machine. */
const BYTE_ORDER_MARK = '\ufeff';

/** A table as CSV in UTF-8, written as its rows come; no cell of it is a formula. */
export function csvOf(rows: AsyncIterable<readonly CellValue[]>): Readable {
  const lines = Readable.from(rows).pipe(
    stringify({ bom: false, record_delimiter: 'windows', cast: { string: (text) => harmless(text) } }),
  );
  return Readable.from(marked(lines), { objectMode: false });
}

async function* marked(lines: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from(BYTE_ORDER_MARK);
  yield* lines;
}
