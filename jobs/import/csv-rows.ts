import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { parse, type CsvError } from 'csv-parse';
import type { SheetRow } from '../../domain/import/read-row.js';
import { Unreadable } from './unreadable.js';

/** A row longer than this is no row but a quotation mark that was never closed. */
const LONGEST_ROW = 256 * 1024;

const ENCODINGS = ['utf-8', 'gb18030'] as const;
const DELIMITERS = [',', ';', '\t'];

/** The rows of a table in UTF-8, with or without a mark, or GB18030, as they are read: blank ones are counted and left out. */
export async function* csvRows(path: string): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(path);
  const delimiter = await delimiterOf(path, encoding);
  const parser = Readable.from(decoded(path, encoding)).pipe(
    parse({ bom: true, delimiter, relax_column_count: true, relax_quotes: true, max_record_size: LONGEST_ROW }),
  );
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row++;
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    if ((error as Partial<CsvError>).code?.startsWith('CSV_')) throw new Unreadable((error as Error).message);
    throw error;
  }
}

async function* decoded(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}

/** The first that reads all of it: what is valid UTF-8 by chance is hardly ever anything else. */
async function encodingOf(path: string): Promise<string> {
  for (const encoding of ENCODINGS) if (await reads(path, encoding)) return encoding;
  throw new Unreadable('UTF-8, GB18030');
}

async function reads(path: string, encoding: string): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}

/** Whichever stands most often in the header; Excel writes semicolons where the comma is the decimal sign. */
async function delimiterOf(path: string, encoding: string): Promise<string> {
  let header = '';
  for await (const text of decoded(path, encoding)) {
    header += text;
    if (/[\r\n]/.test(header) || header.length > LONGEST_ROW) break;
  }
  const line = header.split(/[\r\n]/)[0]!;
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}
